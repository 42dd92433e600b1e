"""What a company types into its 企業メニュー."""

from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.portal.demo.pictures import leaflet

WORDS = {
    "title": "職場での検診の案内",
    "field": "健康",
    "offer": "職場を訪ねて、検診の申込みまで手伝います。",
    "needs": "",
    "cost": "NONE",
    "contact_name": "",
    "contact_email": "",
    "contact_phone": "",
}


def pdf(name="紹介.pdf", content=None):
    return SimpleUploadedFile(name, content or leaflet(), content_type="application/pdf")

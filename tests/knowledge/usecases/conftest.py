import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge.rules.menus import MenuFacts
from nara_renkei.portal.demo.pictures import leaflet


@pytest.fixture
def facts():
    def make(**changes):
        words = {
            "title": "職場での検診の案内",
            "field": "健康",
            "offer": "職場を訪ねて、検診の申込みまで手伝います。",
            "cost": "NONE",
        }
        return MenuFacts(**{**words, **changes})

    return make


@pytest.fixture
def pdf():
    def make(name="紹介.pdf", content=None):
        return SimpleUploadedFile(name, content or leaflet(), content_type="application/pdf")

    return make

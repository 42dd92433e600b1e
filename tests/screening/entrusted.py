"""What the desk types for somebody who came by telephone."""

from datetime import timedelta

from django.utils import timezone

EMAIL = "caller@example.jp"


def typed(**fields):
    return {
        "kind": "GROUP",
        "name": "見本の会",
        "address": "奈良市二条大路南一丁目",
        "representative": "会長 見本",
        "channel": "PHONE",
        "received_on": (timezone.localdate() - timedelta(days=3)).isoformat(),
        "contact_name": "電話 太郎",
        "email": EMAIL,
        "title": "集会所で買物",
        "summary": "移動販売の回る順番を組み直します。",
        "beneficiary": "東部の方の買物が楽になります。",
        "body": "週に2回、集会所で販売します。",
        "asks": ["PLACE"],
        "cost": "NONE",
        **fields,
    }

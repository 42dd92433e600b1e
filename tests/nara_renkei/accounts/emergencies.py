"""緊急アクセス, made and opened."""

from django.utils import timezone

from nara_renkei.accounts.usecases.make_emergency_access import make_emergency_access
from tests.harness import THE_DESK, StrictClient


def make(user, **fields):
    """Return the path that opens a new access for this person."""
    asked = {"reason": "認証基盤が止まった", "minutes": 60, "by": THE_DESK, "at": timezone.now(), **fields}
    access, address = make_emergency_access(number=user.employee_number, **asked)
    return access, "/" + address.split("/", 3)[3]


def opened(user):
    client = StrictClient()
    access, path = make(user)
    assert client.post(path).status_code == 302
    return client, access

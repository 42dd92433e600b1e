from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from nara_renkei.notifications.models import MailState
from nara_renkei.notifications.queries import oldest_unsent
from tests.factories.notifications import OutgoingMailFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "nonsense",
    [
        {"state": MailState.SENT, "sent_at": None},
        {"state": MailState.QUEUED, "sent_at": NOON},
        {"state": MailState.DEAD, "secret": "x"},
        {"state": MailState.SENT, "sent_at": NOON, "secret": "x"},
    ],
)
def test_the_database_refuses_nonsense(nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMailFactory(**nonsense)


def test_the_oldest_waiting_letter_is_measured():
    assert oldest_unsent(NOON) == timedelta(0)

    OutgoingMailFactory(created_at=NOON - timedelta(hours=2))
    OutgoingMailFactory(created_at=NOON - timedelta(hours=1))
    OutgoingMailFactory(sent=True, created_at=NOON - timedelta(days=9))

    assert oldest_unsent(NOON) == timedelta(hours=2)

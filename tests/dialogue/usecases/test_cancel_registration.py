import pytest

from dialogue.enums import EventState
from dialogue.usecases.cancel_registration import CannotCancel, cancel_registration
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.harness import NOON, THE_COMPANY

pytestmark = pytest.mark.django_db


def cancel(registration, reason=""):
    return cancel_registration(registration=registration, reason=reason, by=THE_COMPANY, at=NOON)


@pytest.mark.parametrize("state", [EventState.OPEN, EventState.FIXED, EventState.TODAY])
def test_who_does_not_come_says_so_until_the_event_is_over(state):
    kept = RegistrationFactory(event=EventFactory(state=state))

    cancel(kept, "都合がつかないため")

    kept.refresh_from_db()
    assert (kept.state, kept.cancelled_at, kept.cancelled_by, kept.cancel_reason) == (
        "CANCELLED",
        NOON,
        "会社次郎",
        "都合がつかないため",
    )
    assert AuditEvent.objects.get(verb="registration.cancel").keys == {}


def test_who_waits_does_not_move_up_by_itself_and_is_told_nothing():
    kept = RegistrationFactory()
    waiting = RegistrationFactory(event=kept.event, waiting=True)

    cancel(kept)

    waiting.refresh_from_db()
    assert waiting.state == "WAITING"
    assert not OutgoingMail.objects.exists()


def test_twice_or_afterwards_it_is_refused():
    with pytest.raises(CannotCancel, match="この申込みは、もう取り消されています。"):
        cancel(RegistrationFactory(cancelled=True))
    with pytest.raises(CannotCancel, match="この回は終わりました。取り消すことはできません。"):
        cancel(RegistrationFactory(event=EventFactory(ended=True)))

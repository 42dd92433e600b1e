import pytest

from dialogue.enums import EventState
from dialogue.models import Registration
from dialogue.usecases.cancel_registration import CannotCancel, cancel_registration, see_cancellation
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK

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


def test_one_after_the_plan_waits_for_the_desk_to_look_at_the_seats_again():
    early = RegistrationFactory(event=EventFactory(open=True))
    late = RegistrationFactory(event=EventFactory(fixed=True))
    cancel(early)
    cancel(late)
    type(early.event).objects.update(state=EventState.FIXED)

    before = list(Registration.objects.to_see())
    see_cancellation(registration=late, by=THE_DESK, at=NOON)

    assert before == [late]
    assert not Registration.objects.to_see().exists()
    assert AuditEvent.objects.filter(verb="registration.see", about=late.key).count() == 1


def test_there_is_nothing_to_look_at_where_nobody_cancelled():
    with pytest.raises(CannotCancel, match="この申込みは取り消されていません。"):
        see_cancellation(registration=RegistrationFactory(), by=THE_DESK, at=NOON)

import pytest

from dialogue.enums import UndoReason
from dialogue.usecases.undo_check_in import CannotUndo, undo_check_in
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EventFactory, ParticipantFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db
WHY = {"reason": UndoReason.WRONG_PERSON, "by": THE_DESK, "at": NOON}


@pytest.fixture
def person():
    event = EventFactory(today=True)
    return ParticipantFactory(registration__event=event, arrived_at=NOON, arrival_by="受付花子")


def test_who_was_checked_in_by_mistake_is_still_to_come_and_the_audit_says_why(person):
    undo_check_in(event=person.registration.event, code=person.code, **WHY)

    person.refresh_from_db()
    event = AuditEvent.objects.get()
    assert (person.arrived_at, person.arrival_by) == (None, "")
    assert (event.verb, event.actor_key, event.keys) == (
        "arrival.undo",
        "user:0",
        {"participant": person.pk, "reason": "WRONG_PERSON"},
    )


def test_a_check_in_is_taken_back_once(person):
    undo_check_in(event=person.registration.event, code=person.code, **WHY)

    with pytest.raises(CannotUndo, match="もう取り消されています"):
        undo_check_in(event=person.registration.event, code=person.code, **WHY)


def test_nothing_is_taken_back_at_another_event(person):
    with pytest.raises(CannotUndo):
        undo_check_in(event=EventFactory(today=True), code=person.code, **WHY)

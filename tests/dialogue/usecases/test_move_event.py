import pytest

from dialogue.enums import EventState
from dialogue.usecases.move_event import CannotMoveEvent, move_event
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EventFactory, RegistrationFactory, SeatFactory, SeatingPlanFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


def test_the_desk_opens_an_event():
    event = move_event(event=EventFactory(), to=EventState.OPEN, by=THE_DESK, at=NOON)

    event.refresh_from_db()
    assert event.state == EventState.OPEN
    assert AuditEvent.objects.get(verb="event.move").keys == {"origin": "PREPARING", "target": "OPEN"}


def test_a_stage_cannot_be_jumped_over():
    event = EventFactory()

    with pytest.raises(CannotMoveEvent, match="「準備」から「当日」へは進めません。"):
        move_event(event=event, to=EventState.TODAY, by=THE_DESK, at=NOON)
    event.refresh_from_db()
    assert event.state == EventState.PREPARING


def test_on_the_day_the_announced_plan_becomes_encounters():
    event = EventFactory(fixed=True)
    plan = SeatingPlanFactory(event=event, announced=True)
    for fields in ({}, {"of_division": True}):
        SeatFactory(plan=plan, registration=RegistrationFactory(event=event, **fields))
    move_event(event=event, to=EventState.TODAY, by=THE_DESK, at=NOON)

    assert event.encounters.count() == 1

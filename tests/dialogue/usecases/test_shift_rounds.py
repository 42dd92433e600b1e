from datetime import time, timedelta

import pytest

from dialogue.enums import EventState
from dialogue.models import Event
from dialogue.usecases.shift_rounds import CannotShift, begin_round, shift_rounds
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EventFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db
BY = {"by": THE_DESK, "at": NOON}


@pytest.fixture
def event():
    return EventFactory(
        today=True, starts_at=time(11), first_round_at=time(12, 5), rounds=2, minutes=12, break_minutes=3
    )


def first_of(event):
    return Event.objects.get(pk=event.pk).first_round_at


def test_the_rounds_begin_later_or_earlier(event):
    shift_rounds(event=event, minutes=5, **BY)
    shift_rounds(event=event, minutes=-1, **BY)

    assert first_of(event) == time(12, 9)
    assert [one.keys["first"] for one in AuditEvent.objects.order_by("pk")] == ["12:10:00", "12:09:00"]


def test_the_first_round_begins_now(event):
    begin_round(event=event, by=THE_DESK, at=NOON + timedelta(minutes=1, seconds=20))

    assert first_of(event) == time(12, 1, 20)


def test_the_next_round_begins_now_and_the_break_was_short(event):
    begin_round(event=event, by=THE_DESK, at=NOON + timedelta(minutes=18))

    assert Event.objects.get(pk=event.pk).round_starts(2) == NOON + timedelta(minutes=18)


@pytest.mark.parametrize("minutes", [6, 60])
def test_nothing_begins_in_a_round_or_after_the_last(event, minutes):
    with pytest.raises(CannotShift, match="いま始められる回はありません"):
        begin_round(event=event, by=THE_DESK, at=NOON + timedelta(minutes=minutes))


def test_the_rounds_stay_within_the_hours_of_the_event(event):
    with pytest.raises(
        CannotShift, match="1回目が10時55分になり、始まり（11時00分）と終わり（16時30分）の間に入りません"
    ):
        shift_rounds(event=event, minutes=-70, **BY)

    assert first_of(event) == time(12, 5)


@pytest.mark.parametrize(("state", "days"), [(EventState.FIXED, 0), (EventState.TODAY, 1)])
def test_the_rounds_move_on_the_day_alone(event, state, days):
    Event.objects.filter(pk=event.pk).update(state=state)

    with pytest.raises(CannotShift, match="開催日に「当日」の段階にしてから"):
        shift_rounds(event=event, minutes=1, by=THE_DESK, at=NOON + timedelta(days=days))

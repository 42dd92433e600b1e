from datetime import timedelta

import pytest

from dialogue.usecases.type_arrivals import type_arrivals
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import EventFactory, ParticipantFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    event = EventFactory(today=True)
    return [ParticipantFactory(registration__event=event) for _ in range(2)]


def typed(people, **fields):
    event = people[0].registration.event
    codes = [*(one.code for one in people), "ABSENT22"]
    rows = type_arrivals(**{"event": event, "codes": codes, "by": THE_DESK, "at": NOON, **fields})
    for one in people:
        one.refresh_from_db()
    return [row.words[:7] for row in rows]


def test_each_code_of_the_paper_has_its_answer(people):
    assert typed(people) == ["受付しました。", "受付しました。", "「ABSE-N"]

    assert {(one.arrived_at, one.arrival_by) for one in people} == {(NOON, "受付花子（デスク）（紙から）")}
    assert sorted(event.keys["participant"] for event in AuditEvent.objects.filter(verb="arrival.typed")) == sorted(
        one.pk for one in people
    )


def test_who_is_here_already_stays_as_it_was(people):
    typed(people)

    assert typed(people, at=NOON + timedelta(hours=1)) == ["12時00分に", "12時00分に", "「ABSE-N"]

    assert {one.arrived_at for one in people} == {NOON}


def test_typed_after_the_day_the_arrival_is_the_beginning_of_the_event(people):
    typed(people, at=NOON + timedelta(days=2))

    assert {one.arrived_at for one in people} == {people[0].registration.event.starts}


def test_a_long_name_of_the_desk_is_cut(people):
    typed(people, by=Actor(DESK, "長" * 120))

    assert {one.arrival_by for one in people} == {"長" * 115 + "（紙から）"}

"""The announced plan becomes encounters, and follows it when it is solved again."""

import pytest

from dialogue.models import Encounter
from dialogue.usecases.record_encounters import Pair, record_announced, record_encounters
from nara_renkei.core.models import AuditEvent
from tests.factories.dialogue import (
    EncounterFactory,
    EncounterNoteFactory,
    EventFactory,
    RegistrationFactory,
    SeatFactory,
    SeatingPlanFactory,
)
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(today=True)


def side(event, count, **fields):
    return [RegistrationFactory(event=event, **fields) for _ in range(count)]


def recorded(event, *pairs):
    return record_encounters(event=event, pairs=[Pair(*pair) for pair in pairs], by=THE_DESK, at=NOON)


def where(event):
    return {(one.company_id, one.division_id): (one.round, one.table) for one in Encounter.objects.filter(event=event)}


def test_each_pair_of_the_plan_is_one_encounter_with_a_code(event):
    (company,), (one, other) = side(event, 1), side(event, 2, of_division=True)

    assert recorded(event, (company, one, 1, 3), (company, other, 2, 3)) == 2
    assert where(event) == {(company.pk, one.pk): (1, 3), (company.pk, other.pk): (2, 3)}
    assert len(set(Encounter.objects.values_list("code", flat=True))) == 2
    assert AuditEvent.objects.get(verb="encounter.record").keys == {"new": 2, "moved": 0}


def test_the_same_plan_again_changes_nothing(event):
    (company,), (one,) = side(event, 1), side(event, 1, of_division=True)
    recorded(event, (company, one, 1, 3))
    before = list(Encounter.objects.values())

    assert recorded(event, (company, one, 1, 3)) == 0
    assert list(Encounter.objects.values()) == before
    assert AuditEvent.objects.filter(verb="encounter.record").count() == 1


def test_a_plan_that_was_solved_again_moves_the_pair_and_keeps_its_code(event):
    (company,), (one,) = side(event, 1), side(event, 1, of_division=True)
    recorded(event, (company, one, 1, 3))
    code = Encounter.objects.get().code
    recorded(event, (company, one, 2, 5))

    assert (Encounter.objects.get().code, where(event)) == (code, {(company.pk, one.pk): (2, 5)})


def test_who_no_longer_meets_goes_unless_somebody_wrote_or_they_met_standing(event):
    (company,), divisions = side(event, 1), side(event, 4, of_division=True)
    gone, written, standing, missed = (
        EncounterFactory(event=event, company=company, division=division) for division in divisions
    )
    EncounterNoteFactory(encounter=written)
    Encounter.objects.filter(pk=standing.pk).update(round=None, table=None)
    Encounter.objects.filter(pk=missed.pk).update(missed_at=NOON, missed_by="受付花子")
    recorded(event)

    assert set(Encounter.objects.all()) == {written, standing, missed}
    assert Encounter.objects.filter(pk=gone.pk).exists() is False


def test_the_announced_plan_is_recorded_as_it_stands(event):
    company, one, other = side(event, 1)[0], *side(event, 2, of_division=True)
    plan = SeatingPlanFactory(event=event, announced=True)
    for registration in (company, one, other):
        SeatFactory(plan=plan, registration=registration, round=2, table=4)
    SeatFactory(plan=plan, registration=one, round=3, table=1)

    assert record_announced(event=event, by=THE_DESK, at=NOON) == 2
    assert where(event) == {(company.pk, one.pk): (2, 4), (company.pk, other.pk): (2, 4)}


def test_without_an_announced_plan_nobody_is_to_meet(event):
    SeatFactory(plan=SeatingPlanFactory(event=event, done=True))

    assert record_announced(event=event, by=THE_DESK, at=NOON) == 0
    assert Encounter.objects.count() == 0

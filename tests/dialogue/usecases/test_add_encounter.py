"""立ち話."""

import pytest

from dialogue.usecases.add_encounter import CannotAddEncounter, add_encounter
from tests.factories.dialogue import EncounterFactory, EventFactory, RegistrationFactory
from tests.harness import NOON, THE_DIVISION

pytestmark = pytest.mark.django_db


def added(company, division):
    return add_encounter(company=company, division=division, by=THE_DIVISION, at=NOON)


@pytest.mark.parametrize("stage", ["today", "ended"])
def test_two_that_met_standing_stand_in_the_list_without_a_table(stage):
    event = EventFactory(**{stage: True})
    encounter = added(RegistrationFactory(event=event), RegistrationFactory(event=event, of_division=True))

    assert (encounter.event, encounter.where, encounter.recorded_by) == (event, "立ち話", THE_DIVISION.label)


def test_before_the_day_nobody_has_met():
    event = EventFactory(fixed=True)

    with pytest.raises(CannotAddEncounter, match="当日になってから"):
        added(RegistrationFactory(event=event), RegistrationFactory(event=event, of_division=True))


@pytest.mark.parametrize("wrong", ["another event", "cancelled", "a 課"])
def test_the_other_is_a_company_that_came_to_this_event(wrong):
    event = EventFactory(ended=True)
    company = {
        "another event": lambda: RegistrationFactory(),
        "cancelled": lambda: RegistrationFactory(event=event, cancelled=True),
        "a 課": lambda: RegistrationFactory(event=event, of_division=True),
    }[wrong]()

    with pytest.raises(CannotAddEncounter, match="この回に参加した企業"):
        added(company, RegistrationFactory(event=event, of_division=True))


def test_two_that_are_in_the_list_are_not_added_again():
    known = EncounterFactory()

    with pytest.raises(CannotAddEncounter, match=f"{known.company.name}との出会いは、もう一覧に"):
        added(known.company, known.division)

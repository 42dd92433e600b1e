"""Whom the desk has to remind: nothing goes to a company by itself."""

from datetime import timedelta

import pytest

from dialogue.enums import Side
from dialogue.queries.follow_up import registrations_to_remind, reminders
from dialogue.rules.follow_up import Stage
from tests.factories.dialogue import EncounterFactory, EventFactory, NextStepFactory
from tests.harness import NOON, TODAY

pytestmark = pytest.mark.django_db


def met(days, **fields):
    """An encounter of an event that ended so many days ago."""
    held_on = TODAY - timedelta(days=days)
    return EncounterFactory(event=EventFactory(held_on=held_on, closes_on=held_on, ended=True, **fields))


def owed(encounter, days=9, **fields):
    return NextStepFactory(encounter=encounter, written_at=NOON - timedelta(days=days), of_company=True, **fields)


@pytest.mark.parametrize(
    ("days", "stages"),
    [(13, []), (14, [Stage.TWO_WEEKS]), (44, [Stage.TWO_WEEKS]), (45, []), (92, [Stage.THREE_MONTHS]), (130, [])],
)
def test_two_weeks_and_three_months_after_with_thirty_days_to_make_up(days, stages):
    encounter = met(days)
    owed(encounter)

    assert [one.stage for one in reminders(Side.COMPANY, NOON)] == stages
    assert list(registrations_to_remind(NOON)) == [encounter.company] * len(stages)


def test_one_letter_names_all_that_one_owes():
    encounter = met(14)
    later, sooner = (owed(encounter, due_on=TODAY + timedelta(days=n)) for n in (9, 2))
    (found,) = reminders(Side.COMPANY, NOON)

    assert (found.registration, found.event, found.steps) == (encounter.company, encounter.event, [sooner, later])
    assert registrations_to_remind(NOON).count() == 1


def test_what_is_over_fresh_the_divisions_or_already_told_waits_for_nobody():
    encounter = met(14)
    for fields in ({"done": True}, {"dropped": True}, {"days": 6}, {"reminded_at": NOON}):
        owed(encounter, **fields)
    NextStepFactory(encounter=encounter, written_at=NOON - timedelta(days=9))

    assert reminders(Side.COMPANY, NOON) == []
    assert len(reminders(Side.DIVISION, NOON)) == 1


def test_what_was_told_after_two_weeks_is_told_again_after_three_months():
    owed(met(92), reminded_at=NOON)

    assert len(reminders(Side.COMPANY, NOON)) == 1


def test_an_event_that_has_not_ended_is_not_followed_up():
    encounter = met(14)
    owed(encounter)
    type(encounter.event).objects.update(state="TODAY")

    assert reminders(Side.COMPANY, NOON) == []


def test_the_letters_of_one_event_are_found_by_it_the_older_event_first():
    old, new = met(92), met(14)
    for one in (new, old):
        owed(one)

    assert [one.event for one in reminders(Side.COMPANY, NOON)] == [old.event, new.event]
    assert [one.event for one in reminders(Side.COMPANY, NOON, event=new.event)] == [new.event]

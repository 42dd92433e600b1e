"""What came of an event, counted by one definition."""

import pytest

from dialogue.queries.outcome import Outcome, outcome_of, outcomes_of
from tests.factories.dialogue import EncounterFactory, EventFactory, NextStepFactory
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


def test_an_event_of_which_nothing_came_has_zeros():
    assert outcome_of(EventFactory(ended=True)) == Outcome(0, 0, 0, 0, 0)


def test_encounters_steps_proposals_and_what_goes_on_are_counted():
    event = EventFactory(ended=True)
    one, other = (EncounterFactory(event=event, table=n) for n in (1, 2))
    standing = EncounterFactory(event=event, standing=True)
    EncounterFactory(event=event, missed=True)
    for fields in ({}, {"done": True}, {"dropped": True, "of_company": True}):
        NextStepFactory(encounter=one, **fields)
    adopted = ProposalFactory(submitted=True)
    type(adopted).objects.filter(pk=adopted.pk).update(status="UNDERWAY")
    for encounter, proposal in ((one, adopted), (other, adopted), (standing, ProposalFactory())):
        encounter.proposal = proposal
        encounter.save()
    EncounterFactory(event=event, proposal=ProposalFactory(in_review=True))

    # a draft is not counted, a proposal of two encounters once
    found = outcome_of(event)
    assert found == Outcome(encounters=4, steps=3, steps_done=1, proposals=2, adopted=1, standing=1)
    assert found.at_tables == 3


def test_before_the_day_nobody_has_met():
    encounter = EncounterFactory(event=EventFactory(fixed=True))

    assert outcome_of(encounter.event).encounters == 0


def test_the_picture_goes_from_meeting_to_going_on():
    assert Outcome(60, 30, 12, 3, 1).bars == [
        ("出会い", 60),
        ("次の一歩", 30),
        ("済んだ次の一歩", 12),
        ("提案", 3),
        ("進める", 1),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_many_events_cost_one_query(count, django_assert_num_queries):
    events = [EncounterFactory().event.pk for _ in range(count)]

    with django_assert_num_queries(1):
        assert len(outcomes_of(events)) == count

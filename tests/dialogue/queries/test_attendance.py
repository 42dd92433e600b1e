"""Who came: by the list at the door, or everybody when there was none."""

import pytest

from dialogue.queries.attendance import attendance
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory
from tests.harness import NOON

pytestmark = pytest.mark.django_db

HERE = {"arrived_at": NOON, "arrival_by": "受付"}


@pytest.fixture
def event():
    event = EventFactory(ended=True)
    company = RegistrationFactory(event=event)
    division = RegistrationFactory(event=event, of_division=True)
    for registration in (company, company, division):
        ParticipantFactory(registration=registration)
    ParticipantFactory(registration=RegistrationFactory(event=event, cancelled=True))
    ParticipantFactory(registration=company, left_at=NOON)
    return event


def counts(event):
    came = attendance(event)
    return len(came.companies), came.company_people, len(came.divisions), came.division_people, came.is_checked_in


def test_without_a_list_at_the_door_everybody_who_was_to_come_counts(event):
    assert counts(event) == (1, 2, 1, 1, False)


def test_with_one_only_those_who_were_checked_in_count(event):
    ParticipantFactory(registration=event.registrations.get(side="DIVISION"), **HERE)

    assert counts(event) == (0, 0, 1, 1, True)


def test_it_costs_one_query(event, django_assert_num_queries):
    with django_assert_num_queries(1):
        attendance(event)

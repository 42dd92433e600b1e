"""What the rows of a ダイアログ say of themselves."""

from datetime import datetime, time, timedelta

import pytest

from dialogue.enums import EventState
from dialogue.models import Event, Participant, Registration
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory
from tests.harness import NOON, TODAY, TOKYO

pytestmark = pytest.mark.django_db


def test_rounds_follow_one_another_with_the_break_between():
    event = EventFactory(first_round_at=time(14, 30), minutes=12, break_minutes=3)

    assert event.round_starts(1) == datetime.combine(event.held_on, time(14, 30), tzinfo=TOKYO)
    assert event.round_starts(3) == datetime.combine(event.held_on, time(15, 0), tzinfo=TOKYO)
    assert event.round_ends(3) == datetime.combine(event.held_on, time(15, 12), tzinfo=TOKYO)


def test_an_event_in_preparation_is_nobodys_to_read():
    hidden, shown = EventFactory(), EventFactory(open=True)

    assert (hidden.is_public, shown.is_public) == (False, True)
    assert list(Event.objects.public()) == [shown]


def test_registrations_are_taken_until_the_last_day():
    event = EventFactory(open=True)

    assert event.takes_registrations(event.closes_on) is True
    assert event.takes_registrations(event.closes_on + timedelta(days=1)) is False
    assert EventFactory(fixed=True).takes_registrations(TODAY) is False


def test_changes_are_taken_until_the_event_is_over():
    states = {state: EventFactory.build(state=state).takes_changes for state in EventState}

    assert states == {"PREPARING": False, "OPEN": True, "FIXED": True, "TODAY": True, "ENDED": False}


def test_who_comes_is_of_a_registration_that_stands_and_has_not_left():
    coming = ParticipantFactory()
    ParticipantFactory(left_at=NOON)
    ParticipantFactory(registration=RegistrationFactory(cancelled=True))
    ParticipantFactory(registration=RegistrationFactory(waiting=True))

    assert list(Participant.objects.coming()) == [coming]


def test_the_two_sides_and_the_waiting_list():
    company, division = RegistrationFactory(), RegistrationFactory(of_division=True)
    waiting = RegistrationFactory(waiting=True)

    assert list(Registration.objects.of_companies().entered()) == [company]
    assert list(Registration.objects.of_divisions().entered()) == [division]
    assert list(Registration.objects.waiting()) == [waiting]
    assert (company.name, division.name) == (company.organization.name, division.division.name)

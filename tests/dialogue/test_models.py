"""What the database refuses of a ダイアログ, and what its rows say of themselves."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from dialogue.enums import EventState
from dialogue.models import Event, Participant, Registration
from tests.factories.dialogue import (
    CardExchangeFactory,
    EncounterFactory,
    EventFactory,
    EventInvitationFactory,
    EventLetterFactory,
    NextStepFactory,
    ParticipantFactory,
    RegistrationFactory,
    SeatFactory,
    SeatingPlanFactory,
    SeatingRuleFactory,
    TroubleSourceFactory,
    WishFactory,
)
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.harness import NOON, TODAY, TOKYO

pytestmark = pytest.mark.django_db


def twice(factory, **fields):
    factory(**fields)
    factory(**fields)


def wish_twice(**whom):
    registration = RegistrationFactory()
    for position in (1, 2):
        WishFactory(registration=registration, position=position, **{"division": None, **whom})


def encounter_twice():
    first = EncounterFactory()
    EncounterFactory(event=first.event, company=first.company, division=first.division, standing=True)


REFUSED = {
    "event_closes_before": lambda: EventFactory(closes_on=TODAY + timedelta(days=62)),
    "event_first_round_within": lambda: EventFactory(first_round_at=time(16, 30)),
    "event_counts": lambda: EventFactory(rounds=13),
    "event_invites_once": lambda: twice(
        EventInvitationFactory, event=EventFactory(), organization=OrganizationFactory()
    ),
    "registration_of_one_side": lambda: RegistrationFactory(division=DivisionFactory()),
    "registration_once_for_organization": lambda: twice(
        RegistrationFactory, event=EventFactory(), organization=OrganizationFactory()
    ),
    "registration_once_for_division": lambda: twice(
        RegistrationFactory, of_division=True, event=EventFactory(), division=DivisionFactory()
    ),
    "registration_cancelled_iff_dated": lambda: RegistrationFactory(cancelled_at=NOON),
    "registration_reason_of_cancelled": lambda: RegistrationFactory(cancel_reason="都合がつかないため"),
    "registration_seen_when_cancelled": lambda: RegistrationFactory(seen_at=NOON),
    "registration_company_line": lambda: RegistrationFactory(business_line=""),
    "participant_replaced_has_left": lambda: ParticipantFactory(replaced_by=ParticipantFactory()),
    "participant_arrived_iff_by": lambda: ParticipantFactory(arrived_at=NOON),
    "seating_rule_once": lambda: twice(
        SeatingRuleFactory,
        event=(event := EventFactory()),
        company=RegistrationFactory(event=event),
        division=RegistrationFactory(event=event, of_division=True),
    ),
    "seating_rule_round_iff_pin": lambda: SeatingRuleFactory(kind="BAN", round=2),
    "seating_plan_number_once": lambda: twice(SeatingPlanFactory, event=EventFactory(), number=1),
    "seating_plan_one_announced": lambda: twice(SeatingPlanFactory, event=EventFactory(), announced=True),
    "seating_plan_solved_iff_done": lambda: SeatingPlanFactory(solved_at=NOON),
    "seating_plan_next_try_iff_unfinished": lambda: SeatingPlanFactory(next_try_at=None),
    "seating_plan_announced_is_done": lambda: SeatingPlanFactory(is_announced=True),
    "seating_plan_announced_iff_by": lambda: SeatingPlanFactory(done=True, announced_at=NOON),
    "seat_one_table_a_round": lambda: twice(SeatFactory, plan=SeatingPlanFactory(), registration=RegistrationFactory()),
    "seat_counts_from_one": lambda: SeatFactory(table=0),
    "event_letter_once": lambda: twice(EventLetterFactory, event=EventFactory(), about="division:1"),
    "card_exchange_once": lambda: twice(CardExchangeFactory, one=ParticipantFactory(), other=ParticipantFactory()),
    "card_exchange_in_order": lambda: CardExchangeFactory(other=ParticipantFactory(), one=ParticipantFactory()),
    "wish_for_one": lambda: WishFactory(organization=OrganizationFactory()),
    "wish_position_once": lambda: twice(WishFactory, registration=RegistrationFactory(), position=1),
    "wish_organization_once": lambda: wish_twice(organization=OrganizationFactory()),
    "wish_division_once": lambda: wish_twice(division=DivisionFactory()),
    "encounter_once": encounter_twice,
    "encounter_round_iff_table": lambda: EncounterFactory(table=None),
    "encounter_missed_iff_by": lambda: EncounterFactory(missed_at=NOON),
    "encounter_step_open_once": lambda: twice(NextStepFactory, encounter=EncounterFactory(), what="地図を送る"),
    "encounter_step_done_iff_by": lambda: NextStepFactory(done_at=NOON),
    "encounter_step_dropped_iff_why": lambda: NextStepFactory(dropped=True, dropped_reason=""),
    "encounter_step_one_end": lambda: NextStepFactory(done=True, dropped=True),
    "trouble_source_of_one": lambda: TroubleSourceFactory(registration=RegistrationFactory(of_division=True)),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses_nonsense(name):
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        REFUSED[name]()


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

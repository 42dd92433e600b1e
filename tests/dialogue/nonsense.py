"""What the database refuses in the tables of dialogue, by the name of the constraint."""

from datetime import time, timedelta

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
from tests.harness import NOON, TODAY
from tests.nonsense import twice


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

"""A seating as it was announced, for tests of what is made of it."""

from dialogue.models import Event
from dialogue.queries.day import DayPlan, RoundSeats, Sitting, TableSeats


def sitting(registration):
    return Sitting(registration.pk, registration.name, registration.is_of_company)


def plan_of(event: Event, *rounds, resting=()) -> DayPlan:
    """Return a plan; each round is a list of tables, each table a list of registrations."""
    return DayPlan(
        [
            RoundSeats(
                number,
                event.round_starts(number),
                event.round_ends(number),
                [TableSeats(table, [sitting(one) for one in who]) for table, who in enumerate(tables, 1)],
                [sitting(one) for one in resting],
            )
            for number, tables in enumerate(rounds, 1)
        ]
    )

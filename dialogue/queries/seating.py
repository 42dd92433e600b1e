"""The announced 卓の割り当て: for one 団体 or 課, and for the whole event.

Phone pages, the big screen, the wall chart, table cards and .ics are all built on these two reads. No wish is in them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dialogue.models import Event, Registration, Seat, SeatingPlan
from nara_renkei.core.wall import as_city


@dataclass(frozen=True, slots=True)
class Party:
    """A 団体 or a 課 at a table."""

    registration_id: int
    name: str
    is_company: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Who sits at one table in one round, each side by name."""

    number: int
    companies: tuple[Party, ...]
    divisions: tuple[Party, ...]

    @property
    def parties(self) -> tuple[Party, ...]:
        return (*self.companies, *self.divisions)

    def others(self, registration_id: int) -> tuple[Party, ...]:
        """Return whom this 団体 or 課 meets here: the other side."""
        ours = any(one.registration_id == registration_id for one in self.companies)
        return self.divisions if ours else self.companies


@dataclass(frozen=True, slots=True)
class Round:
    number: int
    starts_at: datetime
    ends_at: datetime
    tables: tuple[Table, ...]  # by number; those where nobody sits are left out


@dataclass(frozen=True, slots=True)
class AnnouncedPlan:
    plan_id: int
    number: int  # of the plan
    announced_at: datetime
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class OwnRound:
    """One round of one 団体 or 課."""

    number: int
    starts_at: datetime
    ends_at: datetime
    table: int | None  # None = a round without a seat
    meets: tuple[Party, ...]  # the other side at the table; empty = a round to wait


def announced_plan(event: Event) -> AnnouncedPlan | None:
    """Return the plan that is announced, for everybody at the event. Two queries."""
    with as_city("お知らせした席を読む"):
        plan = SeatingPlan.objects.announced().filter(event=event).only("number", "announced_at").first()
        if plan is None or plan.announced_at is None:
            return None
        return AnnouncedPlan(plan.pk, plan.number, plan.announced_at, rounds_of(plan, event))


def own_rounds(registration: Registration, event: Event) -> tuple[OwnRound, ...]:
    """Return every round of one 団体 or 課 in order; nothing while no plan is announced. Two queries."""
    plan = announced_plan(event)
    return tuple(_own(one, registration.pk) for one in plan.rounds) if plan else ()


def rounds_of(plan: SeatingPlan, event: Event) -> tuple[Round, ...]:
    """Return all rounds of any plan with those who sit in them, the desk's drafts too. One query."""
    at: dict[tuple[int, int], list[Party]] = defaultdict(list)
    last = event.rounds
    for seat in _seats(plan):
        last = max(last, seat.round)
        one = seat.registration
        at[seat.round, seat.table].append(Party(one.pk, one.name, one.is_of_company))
    return tuple(
        Round(
            turn,
            event.round_starts(turn),
            event.round_ends(turn),
            tuple(_table(number, at[turn, number]) for when, number in sorted(at) if when == turn),
        )
        for turn in range(1, last + 1)
    )


def _seats(plan: SeatingPlan) -> Iterable[Seat]:
    found = Seat.objects.filter(plan=plan).select_related("registration__organization", "registration__division")
    return found.order_by("round", "table", "registration")


def _table(number: int, parties: list[Party]) -> Table:
    by_name = sorted(parties, key=lambda one: (one.name, one.registration_id))
    return Table(
        number, tuple(one for one in by_name if one.is_company), tuple(one for one in by_name if not one.is_company)
    )


def _own(one: Round, registration_id: int) -> OwnRound:
    for table in one.tables:
        if any(party.registration_id == registration_id for party in table.parties):
            return OwnRound(one.number, one.starts_at, one.ends_at, table.number, table.others(registration_id))
    return OwnRound(one.number, one.starts_at, one.ends_at, None, ())

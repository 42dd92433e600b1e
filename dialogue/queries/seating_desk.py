"""What the desk reads about the 卓の割り当て: its plans, what was settled, and one plan with every wish."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, QuerySet

from dialogue.enums import RegistrationState
from dialogue.models import Event, Participant, Registration, Seat, SeatingPlan, SeatingRule
from dialogue.queries.seating import Party, Round, rounds_of
from dialogue.rules.seating import Strength

# never by colour: a mark and its words
MARKS: Final = {Strength.ONE: "○", Strength.MUTUAL: "◎", Strength.MUST: "★", Strength.PINNED: "★"}
LEGEND: Final = (("★", "必ず会う組・回を決めた組"), ("◎", "互いの希望"), ("○", "片方の希望"))


def plans_of(event: Event) -> QuerySet[SeatingPlan]:
    """Return the plans of an event, the newest first."""
    return SeatingPlan.objects.filter(event=event).annotate(away=Count("missing")).newest_first()


def settled(event: Event) -> QuerySet[SeatingRule]:
    """Return what was settled about pairs, in the order in which it was settled."""
    found = SeatingRule.objects.filter(event=event).order_by("pk")
    return found.select_related(
        "company__organization", "company__division", "division__organization", "division__division"
    )


def comers(event: Event) -> list[Registration]:
    """Return those who come, companies first, by name. ``is_here``: somebody of them has checked in."""
    arrived = Participant.objects.filter(registration=OuterRef("pk"), arrived_at__isnull=False, left_at=None)
    found = event.registrations.entered().with_unit().annotate(is_here=Exists(arrived))
    return sorted(found, key=lambda one: (not one.is_of_company, one.name))


def left_since(plan: SeatingPlan) -> list[Registration]:
    """Return those with a seat in the plan who no longer come."""
    seated = Seat.objects.filter(plan=plan, registration=OuterRef("pk"))
    found = Registration.objects.filter(Exists(seated)).exclude(state=RegistrationState.ENTERED)
    return list(found.with_unit().order_by("pk"))


def come_since(plan: SeatingPlan) -> list[Registration]:
    """Return those who come but have no seat in the plan, other than those known to be missing."""
    found = plan.event.registrations.entered().filter(
        ~Exists(Seat.objects.filter(plan=plan, registration=OuterRef("pk")))
    )
    return list(found.exclude(pk__in=plan.missing.values("pk")).with_unit().order_by("pk"))


@dataclass(frozen=True, slots=True)
class Cell:
    """A table in a round, as the picture shows it."""

    companies: tuple[str, ...]
    divisions: tuple[tuple[str, str], ...]  # (mark or "", name)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who sits elsewhere than in the plan before."""

    name: str
    round: int
    before: int | None  # table
    after: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A wish, a must-meet or a pinned pair, and what came of it."""

    who: str  # who wished, or デスク
    whom: str
    rank: int | None
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanSheet:
    rounds: tuple[Round, ...]
    picture: tuple[tuple[int, tuple[Cell, ...]], ...]  # (table, one cell a round)
    unmet: tuple[Line, ...]
    met: tuple[Line, ...]
    waits: tuple[tuple[str, int], ...]  # (name, round)
    moves: tuple[Move, ...]  # since ``before``
    before: SeatingPlan | None  # the plan that it is compared with
    left: Sequence[Registration]
    come: Sequence[Registration]
    away: Sequence[str]  # names of those who were known to be missing

    @property
    def is_stale(self) -> bool:
        """Whether somebody left or came since the plan was made."""
        return bool(self.left or self.come)


def plan_sheet(plan: SeatingPlan) -> PlanSheet:
    """Return a finished plan for the desk's page. Seven queries, eight with a plan to compare with."""
    event = plan.event
    rounds = rounds_of(plan, event)
    before = plan.keeps or plans_of(event).filter(number__lt=plan.number, solved_at__isnull=False).first()
    names = {party.registration_id: party.name for one in rounds for table in one.tables for party in table.parties}
    lines = [(one["reason"] is None, _line(one)) for one in plan.outcomes]
    away = plan.missing.order_by("pk").select_related("organization", "division")
    return PlanSheet(
        rounds=rounds,
        picture=_picture(rounds, _marks(plan.outcomes)),
        unmet=tuple(line for is_met, line in lines if not is_met),
        met=tuple(line for is_met, line in lines if is_met),
        waits=tuple((names[key], turn) for key, turn in plan.figures.get("waits", ()) if key in names),
        moves=tuple(_moves(rounds_of(before, event), rounds)) if before else (),
        before=before,
        left=left_since(plan),
        come=come_since(plan),
        away=[one.name for one in away],
    )


def _line(one: Mapping[str, Any]) -> Line:
    by_company = one["by"] == one["company"]
    who, whom = one["company_name"], one["division_name"]
    if one["by"] is None:
        return Line("デスク", f"{who}と{whom}", None, MARKS[Strength(one["strength"])], one["text"])
    return Line(
        who if by_company else whom, whom if by_company else who, one["rank"],
        MARKS[Strength(one["strength"])], one["text"],
    )  # fmt: skip


def _marks(outcomes: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    return {(one["company"], one["division"]): MARKS[Strength(one["strength"])] for one in outcomes}


def _picture(rounds: Sequence[Round], marks: Mapping[tuple[str, str], str]) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    at = {(one.number, table.number): table for one in rounds for table in one.tables}
    tables = sorted({number for _, number in at})
    return tuple((number, tuple(_cell(at.get((one.number, number)), marks) for one in rounds)) for number in tables)


def _cell(table: Any, marks: Mapping[tuple[str, str], str]) -> Cell:
    if table is None:
        return Cell((), ())
    hosts: tuple[Party, ...] = table.companies
    return Cell(
        tuple(one.name for one in hosts),
        tuple(
            (_mark([marks.get((str(host.registration_id), str(one.registration_id)), "") for host in hosts]), one.name)
            for one in table.divisions
        ),
    )


def _mark(marks: Sequence[str]) -> str:
    """Return the strongest of the marks at one table."""
    return next((mark for mark, _ in LEGEND if mark in marks), "")


def _moves(before: Sequence[Round], after: Sequence[Round]) -> Iterable[Move]:
    places = [
        {
            (party.registration_id, one.number): (party.name, table.number)
            for one in rounds
            for table in one.tables
            for party in table.parties
        }
        for rounds in (before, after)
    ]
    for key in sorted(places[0].keys() | places[1].keys(), key=lambda place: (place[1], place[0])):
        old, new = places[0].get(key), places[1].get(key)
        if (old and old[1]) != (new and new[1]):
            name = (new or old or ("", 0))[0]
            yield Move(name, key[1], old[1] if old else None, new[1] if new else None)

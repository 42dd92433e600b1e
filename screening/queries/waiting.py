"""Which rows stand under each tab of /ka/: ids and dates only, from indexes, never more than one over COUNTED_TO."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from proposals.enums import Status
from proposals.models import Promise
from screening.enums import DecisionState, RoutingState
from screening.models import Decision, Inquiry, NextStep, Routing

from .desk import COUNTED_TO

# while the company corrects or the city holds, nobody waits for the 課
WAITED_FOR = [Status.SUBMITTED, Status.IN_REVIEW, Status.IN_DIALOGUE]
STEPPED = [*WAITED_FOR, Status.ADOPTED, Status.UNDERWAY]
WITH_THE_DIVISION = [DecisionState.DRAFTED, DecisionState.SENT_BACK]


class Source(StrEnum):
    """What a waiting row is."""

    ANSWER = "1-answer"
    OUTCOME = "2-outcome"
    INQUIRY = "3-inquiry"
    STEP = "4-step"


@dataclass(frozen=True, slots=True)
class Waiting:
    source: Source
    pk: int
    due_on: date | None
    division: int


@dataclass(frozen=True, slots=True)
class Scope:
    """For which 課 somebody reads."""

    divisions: tuple[int, ...] | None  # None for the desk, which reads all

    @classmethod
    def of(cls, user: User, on: date) -> "Scope":
        return cls(None if may(user, Permission.READ_ALL_PROPOSALS, on) else tuple(division_ids(user, on)))

    def only(self, division: int) -> "Scope":
        """Narrow it to one 課; to none that was not among them."""
        return Scope((division,) if self.divisions is None or division in self.divisions else ())

    @property
    def is_empty(self) -> bool:
        return self.divisions == ()

    @property
    def is_single(self) -> bool:
        return self.divisions is not None and len(self.divisions) < 2

    def q(self, path: str = "division") -> Q:
        if self.divisions is None:
            return Q()
        if len(self.divisions) == 1:  # one value keeps the order of an index
            return Q(**{path: self.divisions[0]})
        return Q(**{f"{path}__in": self.divisions})


def next_promise(path: str) -> Subquery:
    """Return the next date the city owes the company."""
    owed = Promise.objects.open().filter(proposal=OuterRef(path)).order_by("due_on")
    return Subquery(owed.values("due_on")[:1])


def _drafted() -> QuerySet[Decision]:
    return Decision.objects.filter(screening=OuterRef("screening"), state__in=WITH_THE_DIVISION)


def waiting(scope: Scope, soon: date) -> list[Waiting]:
    """Return what each 課 owes, what is due first in front; up to COUNTED_TO + 1 rows. One query.

    ``soon``: the day up to which a 次の一歩 waits already.
    """
    if scope.is_empty:
        return []
    parts = [
        _dated(
            Routing.objects.open().filter(scope.q(), screening__proposal__status__in=WAITED_FOR),
            Source.ANSWER,
            "due_on",
        ),
        _dated(
            Decision.objects.filter(
                scope.q("screening__routings__division"),
                state__in=WITH_THE_DIVISION,
                screening__proposal__status__in=WAITED_FOR,
                screening__routings__is_lead=True,
                screening__routings__state=RoutingState.ANSWERED,
                screening__routings__over_on=None,
            ),
            Source.OUTCOME,
            next_promise("screening__proposal"),
            row="screening__routings",
        ),
        _dated(open_inquiries(scope), Source.INQUIRY, "due_on"),
        _dated(
            NextStep.objects.due_by(soon).filter(
                scope.q(), division__isnull=False, screening__proposal__status__in=STEPPED
            ),
            Source.STEP,
            "due_on",
        ),
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by("due", "source", "key")[: COUNTED_TO + 1]
    return [Waiting(Source(source), key, due, division) for source, key, due, division in rows]


def _dated(rows: QuerySet[Any], source: Source, due: str | Subquery, *, row: str = "") -> QuerySet[Any, Any]:
    """Return source, key, date and 課 of the first rows; ``row`` is the path to the 送付 when it is not the row."""
    key, division = (f"{row}__pk", f"{row}__division") if row else ("pk", "division")
    return (
        rows.annotate(
            source=Value(source.value, output_field=CharField()),
            key=F(key),
            due=F(due) if isinstance(due, str) else due,
            of=F(division),
        )
        .order_by("due", "key")
        .values_list("source", "key", "due", "of")[: COUNTED_TO + 1]
    )


def open_inquiries(scope: Scope) -> QuerySet[Inquiry]:
    return Inquiry.objects.open().filter(scope.q(), screening__proposal__status__in=WAITED_FOR)


def inquiries(scope: Scope) -> QuerySet[Inquiry]:
    """Return every 意見照会 to the 課, the latest date first."""
    return Inquiry.objects.filter(scope.q(), revoked_at=None).order_by("-due_on", "-pk")


def running(scope: Scope) -> QuerySet[Routing]:
    """Return what the 課 has in hand and nobody waits for, the oldest first."""
    owed = Q(state=RoutingState.OPEN, screening__proposal__status__in=WAITED_FOR)
    drafted = Q(is_lead=True, screening__proposal__status__in=WAITED_FOR) & Exists(_drafted())
    return Routing.objects.in_hand().filter(scope.q()).exclude(owed).exclude(drafted).order_by("sent_at", "pk")


def over(scope: Scope) -> QuerySet[Routing]:
    """Return what is over, the latest first."""
    return Routing.objects.over().filter(scope.q()).order_by("-over_on", "-pk")


def counts(rows: Collection[QuerySet[Any]]) -> list[int]:
    """Return how many rows each has, counted to COUNTED_TO + 1. One query."""
    compiled = [one.values_list("pk")[: COUNTED_TO + 1].query.sql_with_params() for one in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(f'(SELECT count(*) FROM ({sql}) counted)' for sql, _ in compiled)}",  # noqa: S608 - compiled by Django
            [value for _, values in compiled for value in values],
        )
        return list(cursor.fetchone())

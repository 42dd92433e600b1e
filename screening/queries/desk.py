"""What waits for the desk, and why. Every reason starts from a small, indexed set of rows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, F, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL

from nara_renkei.core.calendar import add_working_days, working_days_between
from nara_renkei.core.gathering import Worded, any_of
from nara_renkei.core.models import FileState
from proposals.enums import OPEN_STATUSES, Status
from proposals.models import Attachment, Message, Promise, Proposal, ProposalQuerySet, Submission
from screening.enums import Answer, DecisionState, RoutingState
from screening.models import Decision, Routing, RoutingAnswer, Ruling, Screening
from screening.rules.next_steps import SOON_DAYS, Need, days_left_words, in_order

COUNTED_TO = 1000
STAGES = 4  # so many open promises a proposal can have


def inbox() -> ProposalQuerySet:
    """Return submitted proposals nobody has opened yet, oldest first."""
    opened = Screening.objects.filter(proposal=OuterRef("pk"))
    return Proposal.objects.filter(status=Status.SUBMITTED).filter(~Exists(opened)).oldest_first()


@dataclass(frozen=True, slots=True)
class _Reason:
    rows: QuerySet[Any]  # what causes it
    proposal: str  # the path from them to the proposal
    since: str | Subquery  # the earlier, the more pressing

    def ids(self, among: QuerySet[Any] | RawSQL | None) -> QuerySet[Any, Any]:
        """Return the ids of the proposals, the most pressing first; a proposal comes once for each of its rows."""
        rows = self.rows if among is None else self.rows.filter(**{f"{self.proposal}__in": among})
        return rows.order_by(self.since, self.proposal).values_list(self.proposal)[: (COUNTED_TO + 1) * STAGES]


def _next_due(path: str) -> Subquery:
    """Return the next date the city owes."""
    owed = Promise.objects.open().filter(proposal=OuterRef(path)).order_by("due_on")
    return Subquery(owed.values("due_on")[:1])


@lru_cache(maxsize=4)
def reasons_of(on: date, closed: frozenset[date]) -> dict[Need, _Reason]:
    """Return for each need what causes it. Whatever is over owes nothing: its promises are met.

    A day's questions are kept, unasked: to build them took a tenth of the page.
    """
    led = Routing.objects.filter(screening=OuterRef("screening"), is_lead=True).exclude(state=RoutingState.ENDED)
    with_leader = Ruling.objects.with_leader(on).filter(screening=OuterRef("screening"))
    soon = Promise.objects.open().filter(due_on__range=(on, add_working_days(on, SOON_DAYS, closed)))
    return {
        Need.LATE: _Reason(Promise.objects.overdue(on), "proposal", "due_on"),
        # the first date owed follows the day of submission
        Need.NEW: _Reason(inbox(), "pk", "submitted_at"),
        # seen_version is 1 at least, so only later versions are looked at
        Need.CORRECTED: _Reason(
            Submission.objects.filter(
                version__gt=1, proposal__screening__seen_version__lt=F("version"), proposal__status__in=OPEN_STATUSES
            ),
            "proposal",
            _next_due("proposal"),
        ),
        Need.NOT_OURS: _Reason(
            Routing.objects.filter(
                is_lead=True,
                state=RoutingState.ENDED,
                answer__choice=Answer.NOT_OURS,
                screening__proposal__status__in=OPEN_STATUSES,
            ).filter(~Exists(led), ~Exists(with_leader)),
            "screening__proposal",
            _next_due("screening__proposal"),
        ),
        Need.ANSWERED: _Reason(
            RoutingAnswer.objects.filter(
                confirmed_at__isnull=False, noted_at=None, routing__screening__proposal__status__in=OPEN_STATUSES
            ).exclude(choice=Answer.NOT_OURS),
            "routing__screening__proposal",
            _next_due("routing__screening__proposal"),
        ),
        Need.OUTCOME: _Reason(
            Decision.objects.filter(state__in=[DecisionState.PROPOSED, DecisionState.CONFIRMED]),
            "screening__proposal",
            _next_due("screening__proposal"),
        ),
        # no promise counts a message: the one that waits longest comes first
        Need.UNREAD: _Reason(Message.objects.unanswered(), "proposal", "at"),
        Need.SOON: _Reason(soon, "proposal", "due_on"),
    }


def infected_files() -> _Reason:
    held = Attachment.objects.filter(file__state=FileState.INFECTED, proposal__number__isnull=False)
    return _Reason(held, "proposal", "pk")


def capped(count: int) -> str:
    """Return a number as it is shown: nobody reads beyond a thousand."""
    return f"{COUNTED_TO}+" if count > COUNTED_TO else str(count)


@dataclass(frozen=True, slots=True)
class DeskQueue:
    """The ids of what waits, the most pressing first, each list to one more than is counted."""

    by_need: dict[Need, list[int]]
    infected: list[int]  # submitted proposals that hold a dangerous file

    @property
    def every(self) -> list[int]:
        """Each proposal once, under the first of its needs."""
        return list(dict.fromkeys(pk for need in Need for pk in self.by_need[need]))[: COUNTED_TO + 1]


Statement = tuple[str, tuple[Any, ...]]


def desk_queue(
    on: date, closed: frozenset[date], among: QuerySet[Any] | None = None, *, found_once: bool = False
) -> DeskQueue:
    """Return what waits for the desk, among some proposals or all. One query, however much waits.

    ``found_once``: look for ``among`` once and keep it, because to find it costs more than to go through it: a search
    for words. Any other choice is cheaper asked about each row that waits.
    """
    try:
        if among is None:
            sql, values = _of_all(on, closed)
        elif found_once:
            kept, found = among.values("pk").query.sql_with_params()
            sql, values = _arrays(on, closed, RawSQL("SELECT id FROM among", []))
            sql, values = f"WITH among (id) AS MATERIALIZED ({kept}) {sql}", (*found, *values)
        else:
            sql, values = _arrays(on, closed, among.values("pk"))
    except EmptyResultSet:  # among nothing
        return DeskQueue({need: [] for need in Need}, [])
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        *waiting, infected = (list(dict.fromkeys(ids))[: COUNTED_TO + 1] for ids in cursor.fetchone())
    return DeskQueue(dict(zip(Need, waiting, strict=True)), infected)


@lru_cache(maxsize=4)
def _of_all(on: date, closed: frozenset[date]) -> Statement:
    return _arrays(on, closed, None)


def _arrays(on: date, closed: frozenset[date], among: QuerySet[Any] | RawSQL | None) -> Statement:
    """Return the statement of one row: for each need, then for the dangerous files, the ids in their order."""
    parts = [*reasons_of(on, closed).values(), infected_files()]
    compiled = [part.ids(among).query.sql_with_params() for part in parts]
    return (
        f"SELECT {', '.join(f'ARRAY({sql})' for sql, _ in compiled)}",
        tuple(value for _, values in compiled for value in values),
    )


@lru_cache(maxsize=4)
def _needs(on: date, closed: frozenset[date]) -> Worded:
    def of(proposals: Any) -> QuerySet[Any, Any]:
        parts = [
            reason.rows.filter(**{f"{reason.proposal}__in": any_of(proposals)})
            .order_by()
            .values_list(reason.proposal)
            .annotate(need=Value(need.name))
            for need, reason in reasons_of(on, closed).items()
        ]
        return parts[0].union(*parts[1:])

    return Worded(of)


def needs_of(proposals: Collection[int], on: date, closed: frozenset[date]) -> dict[int, list[Need]]:
    """Return why each of these proposals waits, in the desk's order. One query."""
    found: dict[int, set[Need]] = defaultdict(set)
    for pk, need in _needs(on, closed).ask(proposals=list(proposals)):
        found[pk].add(Need[need])
    return {pk: in_order(found[pk]) for pk in proposals}


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What the queue shows beside a proposal's own columns."""

    needs: list[Need]
    lead: str  # the 課 it was sent to, known to the city only; empty before
    due_on: date | None  # the next date the city owes
    days_left: int | None  # 開庁日; negative when gone by; None without a date

    @property
    def days_words(self) -> str:
        return days_left_words(self.days_left) if self.due_on else ""


NEXT_DATES = Worded(
    lambda proposals: (
        Promise.objects.open()
        .filter(proposal__in=any_of(proposals))
        .values_list("proposal")
        .annotate(due=Min("due_on"))
    )
)
LEADS = Worded(
    lambda proposals: (
        Routing.objects.filter(screening__proposal__in=any_of(proposals), is_lead=True)
        .exclude(state=RoutingState.ENDED)
        .values_list("screening__proposal", "division__name")
    )
)


def desk_facts(proposals: Collection[int], on: date, closed: frozenset[date]) -> dict[int, DeskFacts]:
    """Return the facts of one page of the queue. Three queries, however many rows."""
    ids = list(proposals)
    if not ids:
        return {}
    needs = needs_of(ids, on, closed)
    due = dict(NEXT_DATES.ask(proposals=ids))
    leads = dict(LEADS.ask(proposals=ids))
    left = {day: working_days_between(on, day, closed) for day in set(due.values()) if day}
    return {
        pk: DeskFacts(needs=needs[pk], lead=leads.get(pk, ""), due_on=due.get(pk), days_left=left.get(due.get(pk)))
        for pk in ids
    }

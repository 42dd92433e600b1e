"""What a 部 has in hand on a day, and why some of it does not move. For the page, the paper and the weekly letter."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Subquery, Value

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.accounts.rules.succession import with_predecessors
from nara_renkei.core.calendar import local_day, working_days_between
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Department, Division
from nara_renkei.reports.rules.stuck import Ball, Facts, Stuck, rank, why_stuck
from proposals.enums import OPEN_STATUSES, Stage, Status
from proposals.models import Promise, ProposalAccess
from screening.enums import Answer, DecisionState, RoutingState
from screening.models import Decision, Routing, Ruling
from screening.rules.rulings import refusals_since_ruling

Row = dict[str, Any]  # one row of values()
PROPOSAL = "screening__proposal"
NUMBER, TITLE, STATUS = f"{PROPOSAL}__number", f"{PROPOSAL}__title", f"{PROPOSAL}__status"
SHOWN = ("screening", PROPOSAL, NUMBER, TITLE, "division", "division__name")
STOPPED = frozenset({Status.RETURNED, Status.ON_HOLD})
CONFIRMING = frozenset({PostKind.MANAGER, PostKind.DEPUTY})

# how far an outcome is, and whose turn it is
OUTCOME_BALLS = {
    DecisionState.DRAFTED: Ball.CONFIRM_OUTCOME,
    DecisionState.SENT_BACK: Ball.SENT_BACK,
    DecisionState.PROPOSED: Ball.DESK,
    DecisionState.CONFIRMED: Ball.APPROVAL,
}


@dataclass(frozen=True, slots=True)
class StuckLine:
    """One proposal that does not move."""

    number: str
    title: str  # "" where the 部 may not read it (any more)
    division: str  # the 課 that has it or refused it; "" of a 裁定
    stuck: Stuck

    @property
    def days_words(self) -> str:
        """「4開庁日」, or 「―」 where no date has gone by."""
        return f"{self.stuck.days_over}開庁日" if self.stuck.days_over else "―"

    @property
    def words(self) -> str:
        """The proposal and why, in one line."""
        return f"{self.number}{f'「{self.title}」' if self.title else ''} {self.stuck.sentence}"


@dataclass(frozen=True, slots=True)
class DivisionStock:
    """What one 課 has in hand. Counts of proposals."""

    lead: int = 0
    supporting: int = 0
    late: int = 0  # of both, past the date of the 課 or of the city
    stopped: int = 0  # of both, waiting for the proposer or on hold

    @property
    def open(self) -> int:
        return self.lead + self.supporting


@dataclass(frozen=True, slots=True)
class DepartmentStock:
    """What a 部 has in hand. A proposal in two of its 課 counts once here, and once in each of them."""

    open: int
    late: int
    stopped: int
    divisions: Mapping[int, DivisionStock]
    stuck: Sequence[StuckLine]  # what the leader must do first, then the longest over, what waits outside last

    @property
    def moving(self) -> Sequence[StuckLine]:
        """Those for which somebody in city hall has to move."""
        return [line for line in self.stuck if not line.stuck.is_outside]


def department_stock(department: Department, divisions: Sequence[Division], today: date) -> DepartmentStock:
    """Return it for these 課 of a 部. Eight queries, whatever they have in hand."""
    ids = [one.pk for one in divisions]
    readable = readable_divisions(department)
    rows, refused, rulings = _in_hand(ids, readable, today), _refused(ids, readable, today), _rulings(department)
    seats = _seats(ids, today)
    known = _Known(
        today=today,
        closed=closed_days(today),
        ended={one.pk: one.valid_to for one in divisions if not one.is_valid_on(today)},
        seats={(division, user) for division, user, _ in seats},
        confirming={division for division, _, kind in seats if kind in CONFIRMING},
        refusals=_refusals([row["screening"] for row in (*refused, *rulings)]),
    )
    judged = [(row, why_stuck(_facts(row, known))) for row in rows]
    others = [
        *((row, why_stuck(_facts_of_refused(row, known))) for row in refused),
        *((row, why_stuck(_facts_of_ruling(row, known, department))) for row in rulings),
    ]
    lines = [_line(row, stuck) for row, stuck in (*judged, *others) if stuck]
    late = {(row[PROPOSAL], row["division"]) for row, stuck in judged if stuck and stuck.days_over}
    stopped = {(row[PROPOSAL], row["division"]) for row, _ in judged if row[STATUS] in STOPPED}
    return DepartmentStock(
        open=len({row[PROPOSAL] for row in rows}),
        late=len({proposal for proposal, _ in late}),
        stopped=len({proposal for proposal, _ in stopped}),
        divisions={pk: _of_division(pk, rows, late, stopped) for pk in ids},
        stuck=sorted(lines, key=lambda line: (*rank(line.stuck, line.number), line.division)),
    )


def readable_divisions(department: Department) -> set[int]:
    """Return the 課 whose granted proposals the heads of a 部 read, as accounts.permissions gives them. Two queries."""
    own = list(Division.objects.filter(department=department).values_list("pk", flat=True))
    pairs = Division.successors.through.objects.values_list("from_division_id", "to_division_id")
    return with_predecessors(own, pairs)


# --- what stands in the database


def _in_hand(ids: Collection[int], readable: Collection[int], today: date) -> Sequence[Row]:
    owed = Promise.objects.open().filter(proposal=OuterRef(PROPOSAL)).nearest_first()
    drafts = Decision.objects.filter(screening=OuterRef("screening")).exclude(
        state__in=[DecisionState.TOLD, DecisionState.REPLACED]
    )
    rows = (
        Routing.objects.in_hand()
        .filter(division__in=ids, screening__proposal__status__in=OPEN_STATUSES)
        .annotate(
            is_readable=_is_readable(readable, today),
            decision=Subquery(drafts.values("state")[:1]),
            promised_on=Subquery(owed.values("due_on")[:1]),
            promised_stage=Subquery(owed.values("stage")[:1]),
            promised_days=Subquery(owed.values("within_days")[:1]),
        )
        .order_by("sent_at", "pk")
        .values(
            *SHOWN, STATUS, f"{PROPOSAL}__held_until", f"{PROPOSAL}__status_changed_at",
            "is_lead", "state", "due_on", "within_days", "handler", "answer__pk",
            "is_readable", "decision", "promised_on", "promised_stage", "promised_days",
        )
    )  # fmt: skip
    return [dict(row) for row in rows]


def _refused(ids: Collection[int], readable: Collection[int], today: date) -> Sequence[Row]:
    """Return where a 課 of the 部 was the last to say 担当ではない, and neither a 課 nor a 裁定 has been found since."""
    leads = Routing.objects.filter(screening=OuterRef("screening"), is_lead=True)
    rows = (
        Routing.objects.filter(
            division__in=ids, is_lead=True, answer__choice=Answer.NOT_OURS, answer__confirmed_at__isnull=False,
            screening__proposal__status__in=OPEN_STATUSES,
        )
        .exclude(Exists(leads.filter(pk__gt=OuterRef("pk"))))
        .exclude(Exists(Ruling.objects.open().filter(screening=OuterRef("screening"))))
        .annotate(is_readable=_is_readable(readable, today))
        .order_by("sent_at", "pk")
        .values(*SHOWN, "is_readable")
    )  # fmt: skip
    return [dict(row) for row in rows]


def _rulings(department: Department) -> Sequence[Row]:
    """Return the 裁定 that the leader owes; who rules reads the title (queries/rulings.py of screening)."""
    rows = (
        Ruling.objects.open()
        .filter(department__code=department.code, screening__proposal__status__in=OPEN_STATUSES)
        .annotate(is_readable=Value(True))
        .order_by("due_on", "pk")
        .values("screening", PROPOSAL, NUMBER, TITLE, "due_on", "is_readable")
    )
    return [dict(row) for row in rows]


def _is_readable(readable: Collection[int], today: date) -> Exists:
    granted = ProposalAccess.objects.in_force(today).filter(division__in=readable)
    return Exists(granted.filter(proposal=OuterRef(PROPOSAL)))


def _refusals(screenings: Collection[int]) -> Mapping[int, int]:
    """Return how many lead 課 refused each since its last 裁定. One query."""
    leads: dict[int, list[tuple[bool, bool]]] = defaultdict(list)
    rows = Routing.objects.filter(screening__in=screenings, is_lead=True).order_by("sent_at", "pk")
    for screening, choice, confirmed_at, ruling in rows.values_list(
        "screening", "answer__choice", "answer__confirmed_at", "ruling"
    ):
        leads[screening].append((choice == Answer.NOT_OURS and confirmed_at is not None, ruling is not None))
    return {screening: refusals_since_ruling(sent) for screening, sent in leads.items()}


def _seats(ids: Collection[int], today: date) -> Sequence[tuple[int | None, int, str]]:
    """Return 課, person and kind of the posts of these 課 on the day. One query."""
    posts = Post.objects.held_on(today).filter(division__in=ids, user__is_active=True).order_by("pk")
    return list(posts.values_list("division", "user", "kind"))


# --- what follows from it


@dataclass(frozen=True, slots=True)
class _Known:
    today: date
    closed: frozenset[date]
    ended: Mapping[int, date | None]  # the 課 that have ended
    seats: AbstractSet[tuple[int | None, int]]  # 課 and person
    confirming: AbstractSet[int | None]  # the 課 in which 課長 or 代決者 sits
    refusals: Mapping[int, int]  # by screening

    def days_over(self, due_on: date | None) -> int:
        """Return the 開庁日 since a date went by; 0 before it and without one."""
        return working_days_between(due_on, self.today, self.closed) if due_on and due_on < self.today else 0


def _facts(row: Row, known: _Known) -> Facts:
    division, answers = row["division"], row["state"] == RoutingState.OPEN
    due_on, days, task = row["due_on"], row["within_days"], "一次回答"
    if not answers:
        # the 協力課 has answered: the next date is the lead's
        due_on = row["promised_on"] if row["is_lead"] else None
        days, task = row["promised_days"] or 0, str(dict(Stage.choices).get(row["promised_stage"], ""))
    return Facts(
        division=row["division__name"],
        ball=_ball(row, answers),
        task=task,
        is_lead=row["is_lead"],
        within_days=days,
        days_over=known.days_over(row[f"{PROPOSAL}__held_until"] or due_on),
        has_handler=(division, row["handler"]) in known.seats,
        has_manager=division in known.confirming,
        ended_on=known.ended.get(division),
        waited=working_days_between(local_day(row[f"{PROPOSAL}__status_changed_at"]), known.today, known.closed),
        until=row[f"{PROPOSAL}__held_until"] or date.max,
    )


def _ball(row: Row, answers: bool) -> Ball:
    """Return whose turn it is. ``answers``: whether the 課 still owes its first answer."""
    match row[STATUS]:
        case Status.ON_HOLD:
            return Ball.HOLD
        case Status.RETURNED:
            return Ball.COMPANY
    if answers:
        return Ball.CONFIRM if row["answer__pk"] else Ball.DRAFT
    if row["promised_stage"] == Stage.FORMAL_CHECK:
        return Ball.DESK
    return OUTCOME_BALLS.get(row["decision"], Ball.WORK)


def _facts_of_refused(row: Row, known: _Known) -> Facts:
    return Facts(row["division__name"], Ball.REROUTE, refusals=known.refusals[row["screening"]])


def _facts_of_ruling(row: Row, known: _Known, department: Department) -> Facts:
    return Facts(
        "",
        Ball.LEADER,
        days_over=known.days_over(row["due_on"]),
        refusals=known.refusals.get(row["screening"], 0),
        ruled_by=department.name,
        until=row["due_on"],
    )


def _of_division(
    pk: int, rows: Sequence[Row], late: Collection[tuple[int, int]], stopped: Collection[tuple[int, int]]
) -> DivisionStock:
    own = [row["is_lead"] for row in rows if row["division"] == pk]
    return DivisionStock(
        lead=sum(own),
        supporting=len(own) - sum(own),
        late=sum(division == pk for _, division in late),
        stopped=sum(division == pk for _, division in stopped),
    )


def _line(row: Row, stuck: Stuck) -> StuckLine:
    return StuckLine(
        number=row[NUMBER] or "",
        title=row[TITLE] if row["is_readable"] else "",
        division=row.get("division__name", ""),
        stuck=stuck,
    )

"""What a 課 owes, by due date; then what it has in hand."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.calendar import working_days_between
from nara_renkei.core.holidays import closed_days
from proposals.enums import CLOSED_STATUSES, Status
from screening.enums import Answer, DecisionState, RoutingState
from screening.models import Decision, Inquiry, Routing, RoutingAnswer
from screening.rules.next_steps import days_left_words, next_for_division

ROWS = 200


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the worklist."""

    number: str
    title: str
    organization: str
    division: str
    role: str  # 主担当, 協力 or 意見照会
    status: str  # as staff read it
    next_step: str  # one sentence
    due_on: date | None
    days_left: int | None  # 開庁日; negative when gone by; None without a date

    @property
    def days_words(self) -> str:
        return days_left_words(self.days_left)

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class Worklist:
    owed: list[WorkRow]
    running: list[WorkRow]
    divisions: list[str]  # the 課 this person reads for; empty for the desk, which reads all


def division_worklist(user: User, on: date) -> Worklist:
    """Return what waits in the 課 of this person's posts, by due date, and what is in hand. Constant queries."""
    reads_all = may(user, Permission.READ_ALL_PROPOSALS, on)
    mine = division_ids(user, on)
    closed = closed_days(on)
    unfinished = Decision.objects.filter(
        screening=OuterRef("screening"), state__in=[DecisionState.DRAFTED, DecisionState.SENT_BACK]
    )
    rows = (
        Routing.objects.addressed_to(user, on)
        .exclude(state=RoutingState.ENDED)
        .exclude(screening__proposal__status__in=CLOSED_STATUSES)
        .select_related("screening__proposal__organization", "division", "answer")
        .only(*_shown("state", "is_lead", "due_on"), "answer__choice", "answer__confirmed_at")
        .annotate(waits=Exists(unfinished))
        .order_by("due_on", "-waits", "-screening__proposal__submitted_at", "pk")[:ROWS]
    )
    routings = list(rows)
    decisions = {
        decision.screening_id: decision.state
        for decision in Decision.objects.filter(screening__in={row.screening_id for row in routings})
        .exclude(state__in=[DecisionState.TOLD, DecisionState.REPLACED])
        .only("screening_id", "state")
    }
    asked = Inquiry.objects.filter(answered_at=None).exclude(screening__proposal__status__in=CLOSED_STATUSES)
    if not reads_all:
        asked = asked.filter(division__in=mine)
    inquiries = (
        asked.select_related("screening__proposal__organization", "division")
        .only(*_shown("due_on"))
        .order_by("due_on", "pk")[:ROWS]
    )

    owed: list[WorkRow] = []
    running: list[WorkRow] = []
    for routing in routings:
        decision = decisions.get(routing.screening_id)
        row = _row_of(routing, decision, on, closed)
        (owed if _is_owed(routing, decision) else running).append(row)
    for inquiry in inquiries:
        proposal = inquiry.screening.proposal
        owed.append(
            WorkRow(
                number=proposal.number or "",
                title=proposal.title,
                organization=str(proposal.organization),
                division=str(inquiry.division),
                role="意見照会",
                status=proposal.get_status_display(),
                next_step="尋ねられたことを読み、意見を書いてください。",
                due_on=inquiry.due_on,
                days_left=working_days_between(on, inquiry.due_on, closed),
            )
        )
    owed.sort(key=lambda row: (row.due_on is None, row.due_on or on, row.number))
    names = sorted(
        {str(post.division or post.department) for post in user.posts_on(on) if post.division or post.department}
    )
    return Worklist(owed=owed, running=running, divisions=names)


def _shown(*own: str) -> tuple[str, ...]:
    """Return the columns a row shows; a proposal has sixty more."""
    proposal = ("number", "title", "status", "organization__name")
    return (*own, "division__name", "screening__id", *(f"screening__proposal__{name}" for name in proposal))


def _answer_of(routing: Routing) -> RoutingAnswer | None:
    return getattr(routing, "answer", None)


def _is_owed(routing: Routing, decision: str | None) -> bool:
    """Return whether the next act is the 課's and somebody waits for it."""
    if routing.screening.proposal.status in {Status.RETURNED, Status.ON_HOLD}:
        return False
    if routing.state == RoutingState.OPEN:
        return True
    return routing.is_lead and decision in {DecisionState.DRAFTED, DecisionState.SENT_BACK}


def _row_of(routing: Routing, decision: str | None, on: date, closed: frozenset[date]) -> WorkRow:
    proposal, answer = routing.screening.proposal, _answer_of(routing)
    return WorkRow(
        number=proposal.number or "",
        title=proposal.title,
        organization=str(proposal.organization),
        division=str(routing.division),
        role="主担当" if routing.is_lead else "協力",
        status=proposal.get_status_display(),
        next_step=next_for_division(
            routing_state=routing.state,
            is_lead=routing.is_lead,
            answer=Answer(answer.choice) if answer else None,
            confirmed=bool(answer and answer.confirmed_at),
            decision=decision,
            status=proposal.status,
        ),
        due_on=routing.due_on,
        days_left=working_days_between(on, routing.due_on, closed) if routing.due_on else None,
    )

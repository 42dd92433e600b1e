"""What waits for the desk, and why. Every reason starts from a small, indexed set of rows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, QuerySet, Value

from nara_renkei.core.calendar import working_days_between
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import FileState
from proposals.enums import OPEN_STATUSES, Status
from proposals.models import Attachment, Message, Promise, Proposal, ProposalQuerySet, Submission
from screening.enums import Answer, DecisionState, RoutingState
from screening.models import Decision, Routing, RoutingAnswer, Screening
from screening.rules.next_steps import Need, days_left_words, in_order


def inbox() -> ProposalQuerySet:
    """Return submitted proposals nobody has opened yet, oldest first."""
    opened = Screening.objects.filter(proposal=OuterRef("pk"))
    return Proposal.objects.filter(status=Status.SUBMITTED).filter(~Exists(opened)).oldest_first()


def _reasons(on: date) -> dict[Need, tuple[QuerySet[Any], str]]:
    """Return for each need the rows that cause it and the path from them to the proposal."""
    led = Routing.objects.filter(screening=OuterRef("screening"), is_lead=True).exclude(state=RoutingState.ENDED)
    return {
        Need.NEW: (inbox().order_by(), "pk"),
        # seen_version is 1 at least, so only later versions are looked at
        Need.CORRECTED: (
            Submission.objects.filter(
                version__gt=1, proposal__screening__seen_version__lt=F("version"), proposal__status__in=OPEN_STATUSES
            ),
            "proposal",
        ),
        Need.NOT_OURS: (
            Routing.objects.filter(
                is_lead=True,
                state=RoutingState.ENDED,
                answer__choice=Answer.NOT_OURS,
                screening__proposal__status__in=OPEN_STATUSES,
            ).filter(~Exists(led)),
            "screening__proposal",
        ),
        Need.ANSWERED: (
            RoutingAnswer.objects.filter(
                confirmed_at__isnull=False, noted_at=None, routing__screening__proposal__status__in=OPEN_STATUSES
            ).exclude(choice=Answer.NOT_OURS),
            "routing__screening__proposal",
        ),
        Need.OUTCOME: (
            Decision.objects.filter(state__in=[DecisionState.PROPOSED, DecisionState.CONFIRMED]),
            "screening__proposal",
        ),
        Need.UNREAD: (Message.objects.unanswered(), "proposal"),
        Need.LATE: (Promise.objects.overdue(on).filter(proposal__status__in=OPEN_STATUSES), "proposal"),
    }


def needing_desk(on: date, *needs: Need) -> QuerySet[Any, Any]:
    """Return the ids of the proposals that wait for the desk, for these needs or for any; for ``pk__in``."""
    reasons = _reasons(on)
    first, *rest = [rows.values_list(path) for need, (rows, path) in reasons.items() if not needs or need in needs]
    return first.union(*rest) if rest else first


def with_infected_file() -> QuerySet[Any, Any]:
    """Return the ids of the submitted proposals that hold a dangerous file; for ``pk__in``."""
    held = Attachment.objects.filter(file__state=FileState.INFECTED, proposal__number__isnull=False)
    return held.values_list("proposal")


def needs_of(proposals: Collection[int], on: date) -> dict[int, list[Need]]:
    """Return why each of these proposals waits, in the desk's order. One query."""
    parts = [
        rows.filter(**{f"{path}__in": proposals}).values_list(path).annotate(need=Value(need.name))
        for need, (rows, path) in _reasons(on).items()
    ]
    found: dict[int, set[Need]] = defaultdict(set)
    for pk, need in parts[0].union(*parts[1:]):
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


def desk_facts(proposals: Collection[int], on: date) -> dict[int, DeskFacts]:
    """Return the facts of one page of the queue. Four queries, however many rows."""
    ids = list(proposals)
    needs = needs_of(ids, on)
    due = dict(Promise.objects.open().filter(proposal__in=ids).values_list("proposal").annotate(due=Min("due_on")))
    leads = dict(
        Routing.objects.filter(screening__proposal__in=ids, is_lead=True)
        .exclude(state=RoutingState.ENDED)
        .values_list("screening__proposal", F("division__name"))
    )
    closed = closed_days(on)
    return {
        pk: DeskFacts(
            needs=needs[pk],
            lead=leads.get(pk, ""),
            due_on=due.get(pk),
            days_left=working_days_between(on, due[pk], closed) if due.get(pk) else None,
        )
        for pk in ids
    }

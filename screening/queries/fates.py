"""What became of proposals: the outcome that was told, why, who led and how long it took."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.calendar import WorkingDays, local_day
from nara_renkei.core.holidays import closed_days
from proposals.enums import AccessScope
from proposals.models import Proposal, ProposalAccess, ProposalQuerySet
from proposals.queries import parked_spans
from proposals.rules.promises import days_of
from screening.enums import DecisionState
from screening.models import Decision, Routing


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one proposal."""

    division: str  # the 課 that led it; "" when the desk alone decided
    status: str  # as staff read it
    days: int | None  # 開庁日 from 受付 to the telling, without the time the clock stood; None before it was told
    outcome: str  # 提案の扱い; "" before it was told
    reasons: tuple[str, ...]  # of the list
    reason: str  # in words


def whole_proposals(user: User, on: date) -> ProposalQuerySet:
    """Return what this person reads in full: a 課 asked for an opinion only reads no outcome."""
    visible = Proposal.objects.visible_to(user, on)
    if may(user, Permission.READ_ALL_PROPOSALS, on):
        return visible
    whole = ProposalAccess.objects.in_force(on).filter(
        proposal=OuterRef("pk"), division__in=division_ids(user, on), scope=AccessScope.FULL
    )
    return visible.filter(Exists(whole))


def fates_of(proposals: Mapping[int, Proposal], on: date) -> dict[int, Fate]:
    """Return what became of each, by its id. Five queries at most; ask only for what the reader reads in full."""
    leads = dict(
        Routing.objects.filter(screening__proposal__in=proposals, is_lead=True)
        .order_by("sent_at", "pk")
        .values_list("screening__proposal", "division__name")
    )
    told = Decision.objects.filter(screening__proposal__in=proposals, state=DecisionState.TOLD)
    decisions = {
        one.screening.proposal_id: one
        for one in told.select_related("screening").prefetch_related("reasons").order_by("told_at", "pk")
    }
    first = min((local_day(one.submitted_at) for one in proposals.values() if one.submitted_at), default=on)
    calendar = WorkingDays(first, on, closed_days(on, days=(on - first).days + 1))
    stood = parked_spans(proposals.keys())
    fates = {}
    for pk, proposal in proposals.items():
        decision = decisions.get(pk)
        days = None
        if decision and decision.told_at and proposal.submitted_at:
            last = local_day(decision.told_at)
            days = calendar.between(local_day(proposal.submitted_at), last, days_of(stood.get(pk, []), until=last))
        fates[pk] = Fate(
            division=leads.get(pk, ""),
            status=proposal.get_status_display(),
            days=days,
            outcome=decision.get_disposition_display() if decision else "",
            reasons=tuple(str(one) for one in decision.reasons.all()) if decision else (),
            reason=decision.reason if decision else "",
        )
    return fates

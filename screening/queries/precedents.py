"""類似の前例: what became of proposals like this one, of those the reader may read in full."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef

from knowledge.rules.likeness import alike, in_common, words_to_find
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.calendar import WorkingDays, local_day
from nara_renkei.core.holidays import closed_days
from proposals.enums import REALISED_STATUSES, AccessScope, Status
from proposals.models import Proposal, ProposalAccess, ProposalQuerySet
from proposals.queries import parked_spans
from proposals.rules.promises import days_of
from screening.enums import DecisionState
from screening.models import Decision, Routing

AT_MOST: Final = 5
WORDS: Final = 8  # words that are looked for
OF_EACH: Final = 30  # the newest proposals that hold one of them
FEWEST_IN_COMMON: Final = 2  # fewer pairs are chance
DECIDED: Final = (*REALISED_STATUSES, Status.DECLINED, Status.REFERRED)


@dataclass(frozen=True, slots=True)
class Precedent:
    """One proposal that was decided."""

    number: str
    title: str
    words: tuple[str, ...]  # that both hold
    division: str  # the 課 that led it; "" when the desk alone decided
    status: str  # as staff read it
    days: int | None  # 開庁日 from 受付 to the telling, without the time the clock stood; None before it was told
    outcome: str  # 提案の扱い; "" before it was told
    reasons: tuple[str, ...]  # of the list
    reason: str  # in words


def precedents_of(proposal: Proposal, user: User, on: date) -> list[Precedent]:
    """Return up to five decided proposals that are like one, the likest first. Constant queries; no scan."""
    readable = _readable(user, on).filter(status__in=DECIDED).exclude(pk=proposal.pk)
    words = words_to_find(proposal.title, proposal.summary, WORDS)
    found = _holding(readable, words) if words else []
    text = f"{proposal.title} {proposal.summary}"
    order = alike(text, [f"{title} {summary}" for _, title, summary in found], fewest=FEWEST_IN_COMMON)
    near = [found[n] for n in order[:AT_MOST]]
    common = {pk: in_common(text, f"{title} {summary}") for pk, title, summary in near}
    return _told(common, on) if near else []


def _readable(user: User, on: date) -> ProposalQuerySet:
    """Return what this person reads in full: a 課 asked for an opinion only reads no outcome."""
    visible = Proposal.objects.visible_to(user, on)
    if may(user, Permission.READ_ALL_PROPOSALS, on):
        return visible
    whole = ProposalAccess.objects.in_force(on).filter(
        proposal=OuterRef("pk"), division__in=division_ids(user, on), scope=AccessScope.FULL
    )
    return visible.filter(Exists(whole))


def _holding(readable: ProposalQuerySet, words: list[str]) -> list[tuple[int, str, str]]:
    """Return (id, title, summary) of the newest that hold each of the words, the newest first. One query."""
    parts = [readable.matching(word).newest_first().values_list("pk", "title", "summary")[:OF_EACH] for word in words]
    return sorted(parts[0].union(*parts[1:]) if parts[1:] else parts[0], reverse=True)


def _told(common: dict[int, tuple[str, ...]], on: date) -> list[Precedent]:
    """Return what became of them, in the order given. Six queries."""
    proposals = Proposal.objects.in_bulk(common)
    leads = dict(
        Routing.objects.filter(screening__proposal__in=common, is_lead=True)
        .order_by("sent_at", "pk")
        .values_list("screening__proposal", "division__name")
    )
    told = Decision.objects.filter(screening__proposal__in=common, state=DecisionState.TOLD)
    decisions = {
        one.screening.proposal_id: one
        for one in told.select_related("screening").prefetch_related("reasons").order_by("told_at", "pk")
    }
    first = min((local_day(one.submitted_at) for one in proposals.values() if one.submitted_at), default=on)
    calendar = WorkingDays(first, on, closed_days(on, days=(on - first).days + 1))
    stood = parked_spans(common.keys())
    rows = []
    for pk, words in common.items():
        proposal, decision = proposals[pk], decisions.get(pk)
        days = None
        if decision and decision.told_at and proposal.submitted_at:
            last = local_day(decision.told_at)
            days = calendar.between(local_day(proposal.submitted_at), last, days_of(stood.get(pk, []), until=last))
        rows.append(
            Precedent(
                number=proposal.number or "",
                title=proposal.title,
                words=words,
                division=leads.get(pk, ""),
                status=proposal.get_status_display(),
                days=days,
                outcome=decision.get_disposition_display() if decision else "",
                reasons=tuple(str(one) for one in decision.reasons.all()) if decision else (),
                reason=decision.reason if decision else "",
            )
        )
    return rows

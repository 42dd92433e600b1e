"""What a company must answer and has answered: 申告・誓約・同意・了承."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.gathering import Worded
from nara_renkei.directory.models import Organization
from proposals.enums import Scope
from proposals.models import PledgeAnswer, PledgeItem, Proposal

EVIDENCE_LASTS = timedelta(days=365)
ITEMS_DUE = Worded(
    lambda organization, today, since: PledgeItem.objects.current_on(today).exclude(
        Exists(PledgeAnswer.objects.filter(item=OuterRef("pk"), organization=organization, answered_at__gte=since)),
        scope=Scope.BODY,
    )
)


def items_to_ask(proposal: Proposal, today: date) -> list[PledgeItem]:
    """Return the items this proposal must answer, in the order of the form. One query."""
    return items_due(proposal.organization_id, today)


def items_due(organization: int | None, today: date) -> list[PledgeItem]:
    """Return the items a 団体 must answer for one more proposal, in the order of the form. One query.

    An item about the 団体 that was answered in the same version within 12 months is not asked again
    (decisions.md 14); an item about the proposal is asked every time.
    """
    since = datetime.combine(today - EVIDENCE_LASTS, time.min, TOKYO)
    return ITEMS_DUE.ask(organization=organization, today=today, since=since)


def answers_taken_over(proposal: Proposal, today: date) -> list[PledgeAnswer]:
    """Return the 団体's earlier answers that are not asked again, with their items in the order of the form."""
    if proposal.organization_id is None:
        return []
    rows = BODY_ANSWERS.ask(organization=proposal.organization_id, since=today - EVIDENCE_LASTS, today=today)
    newest: dict[int, PledgeAnswer] = {}
    for row in rows:
        newest.setdefault(row.item_id, row)
    return list(newest.values())


BODY_ANSWERS = Worded(
    lambda organization, since, today: (
        PledgeAnswer.objects.filter(
            organization=organization,
            item__scope=Scope.BODY,
            answered_at__date__gte=since,
            item__in=PledgeItem.objects.current_on(today).order_by().values("pk"),
        )
        .select_related("item")
        .order_by("item__position", "item__code", "-answered_at")
    )
)


def evidence_of(proposal: Proposal, organization: int | None = None) -> list[PledgeAnswer]:
    """Return the answers of a 団体 that count for a proposal: its own, and those that were not asked again.

    ``organization``: a co-proposer; without it, the proposer. One 団体 never reads what another answered. What was
    answered under the name of a 団体 that was merged into it later is found here. One query.
    """
    body = organization or proposal.organization_id
    return evidence_among(
        evidence_rows(proposal, body, until=proposal.submitted_at or F("answered_at")), proposal, body
    )


def evidence_rows(proposal: Any, body: Any, *, until: Any) -> QuerySet[PledgeAnswer]:
    """Return the answers among which the evidence is, with their items in the order of the form, the newest first."""
    return (
        PledgeAnswer.objects.filter(
            organization__in=Organization.objects.filter(Q(pk=body) | Q(merged_into=body)).values("pk")
        )
        .filter(Q(proposal=proposal) | Q(item__scope=Scope.BODY, answered_at__lte=until))
        .select_related("item")
        .order_by("item__position", "item__code", "-answered_at")
    )


def evidence_among(rows: Iterable[PledgeAnswer], proposal: Proposal, body: int | None) -> list[PledgeAnswer]:
    """Choose from the rows of ``evidence_rows`` what counts: of each item the newest answer."""
    found = list(rows)
    answered = {row.organization_id for row in found if row.proposal_id == proposal.pk}
    written_for = answered if answered and body not in answered else {body}
    newest: dict[str, PledgeAnswer] = {}
    for row in found:
        if row.organization_id in written_for:
            newest.setdefault(row.item.code, row)
    return list(newest.values())

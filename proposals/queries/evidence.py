"""What a company must answer and has answered: 申告・誓約・同意・了承."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from nara_renkei.core.calendar import TOKYO
from nara_renkei.directory.models import Organization
from proposals.enums import Scope
from proposals.models import PledgeAnswer, PledgeItem, Proposal

EVIDENCE_LASTS = timedelta(days=365)
# written out: to build it took ten times as long as to run it, four times for each proposal
ITEMS_DUE = """
SELECT * FROM (
    SELECT DISTINCT ON (code) * FROM proposals_pledgeitem WHERE valid_from <= %(today)s ORDER BY code, version DESC
) newest
WHERE NOT is_retired AND NOT (scope = %(scope)s AND EXISTS (
    SELECT FROM proposals_pledgeanswer
    WHERE item_id = newest.id AND organization_id = %(organization)s AND answered_at >= %(since)s
))
ORDER BY position, code
"""


def items_to_ask(proposal: Proposal, today: date) -> list[PledgeItem]:
    """Return the items this proposal must answer, in the order of the form. One query."""
    return items_due(proposal.organization_id, today)


def items_due(organization: int | None, today: date) -> list[PledgeItem]:
    """Return the items a 団体 must answer for one more proposal, in the order of the form. One query.

    An item about the 団体 that was answered in the same version within 12 months is not asked again
    (decisions.md 14); an item about the proposal is asked every time.
    """
    since = datetime.combine(today - EVIDENCE_LASTS, time.min, TOKYO)
    return list(
        PledgeItem.objects.raw(
            ITEMS_DUE, {"today": today, "scope": Scope.BODY, "organization": organization, "since": since}
        )
    )


def answers_taken_over(proposal: Proposal, today: date) -> list[PledgeAnswer]:
    """Return the 団体's earlier answers that are not asked again, with their items in the order of the form."""
    if proposal.organization_id is None:
        return []
    rows = _body_answers(proposal.organization_id, today).filter(
        item__in=PledgeItem.objects.current_on(today).order_by().values("pk")
    )
    newest: dict[int, PledgeAnswer] = {}
    for row in rows.select_related("item").order_by("item__position", "item__code", "-answered_at"):
        newest.setdefault(row.item_id, row)
    return list(newest.values())


def _body_answers(organization: int, today: date) -> QuerySet[PledgeAnswer]:
    return PledgeAnswer.objects.filter(
        organization=organization, item__scope=Scope.BODY, answered_at__date__gte=today - EVIDENCE_LASTS
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

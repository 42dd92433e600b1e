"""What a company must answer and has answered: 申告・誓約・同意・了承."""

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from proposals.enums import Scope
from proposals.models import PledgeAnswer, PledgeItem, Proposal

EVIDENCE_LASTS = timedelta(days=365)


def items_to_ask(proposal: Proposal, today: date) -> list[PledgeItem]:
    """Return the items this proposal must answer, in the order of the form. One query."""
    return items_due(proposal.organization_id, today)


def items_due(organization: int | None, today: date) -> list[PledgeItem]:
    """Return the items a 団体 must answer for one more proposal, in the order of the form. One query.

    An item about the 団体 that was answered in the same version within 12 months is not asked again
    (decisions.md 14); an item about the proposal is asked every time.
    """
    items = PledgeItem.objects.current_on(today)
    if organization is not None:
        items = items.exclude(pk__in=_body_answers(organization, today).values("item"))
    return list(items)


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

    ``organization``: a co-proposer; without it, the proposer. One 団体 never reads what another answered.
    """
    rows = (
        PledgeAnswer.objects.filter(organization=organization or proposal.organization_id)
        .filter(
            Q(proposal=proposal) | Q(item__scope=Scope.BODY, answered_at__lte=proposal.submitted_at or F("answered_at"))
        )
        .select_related("item")
        .order_by("item__position", "item__code", "-answered_at")
    )
    newest: dict[str, PledgeAnswer] = {}
    for row in rows:
        newest.setdefault(row.item.code, row)
    return list(newest.values())

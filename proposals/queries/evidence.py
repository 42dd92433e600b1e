"""What a company must answer and has answered: 申告・誓約・同意・了承."""

from datetime import date, timedelta

from django.db.models import F

from proposals.enums import Scope
from proposals.models import PledgeAnswer, PledgeItem, Proposal

EVIDENCE_LASTS = timedelta(days=365)


def items_to_ask(proposal: Proposal, today: date) -> list[PledgeItem]:
    """Return the items this proposal must answer, in the order of the form. Two queries.

    An item about the 団体 that was answered in the same version within 12 months is not asked again
    (decisions.md 14); an item about the proposal is asked every time.
    """
    items = list(PledgeItem.objects.current_on(today))
    if proposal.organization_id is None:
        return items
    known = set(
        PledgeAnswer.objects.filter(
            organization=proposal.organization_id,
            item__scope=Scope.BODY,
            answered_at__date__gte=today - EVIDENCE_LASTS,
        ).values_list("item_id", flat=True)
    )
    return [item for item in items if item.pk not in known]


def evidence_of(proposal: Proposal) -> list[PledgeAnswer]:
    """Return the answers that count for a proposal: its own, and the 団体's that were not asked again."""
    own = PledgeAnswer.objects.filter(proposal=proposal)
    body = PledgeAnswer.objects.filter(
        organization=proposal.organization_id,
        item__scope=Scope.BODY,
        answered_at__lte=proposal.submitted_at or F("answered_at"),
    )
    rows = (own | body).select_related("item").order_by("item__position", "item__code", "-answered_at")
    newest: dict[str, PledgeAnswer] = {}
    for row in rows:
        newest.setdefault(row.item.code, row)
    return list(newest.values())

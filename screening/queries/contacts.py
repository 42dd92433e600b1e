"""応接記録, and a proposal by the number somebody reads aloud."""

import unicodedata
from uuid import UUID

from proposals.models import Proposal, ProposalQuerySet
from screening.models import Contact
from screening.models.contact import ContactQuerySet

CALLED = 10


def contacts_of(proposal: Proposal) -> ContactQuerySet:
    """Return what was written down of a proposal, the newest first."""
    return Contact.objects.filter(proposal=proposal).newest_first()


def find_by_number(typed: str) -> Proposal | None:
    """Return the submitted proposal of a number, however it was typed: full-width, small letters, spaces."""
    number = unicodedata.normalize("NFKC", typed).upper().replace(" ", "")
    return Proposal.objects.submitted().select_related("organization", "lead_division").filter(number=number).first()


def proposals_called(visible: ProposalQuerySet, words: str) -> list[Proposal]:
    """Return the proposals a caller may mean, the newest first, CALLED at most: the number alone, else any words."""
    if not words.strip():
        return []
    named = find_by_number(words)
    rows = visible.filter(pk=named.pk) if named else visible.matching(words).newest_first()
    return list(rows.select_related("organization", "lead_division", "pledge_request")[:CALLED])


def memo_of(uuid: UUID | None) -> Contact | None:
    """Return the 電話メモ from which 代行入力 begins, unless a proposal came of it already."""
    return Contact.objects.filter(uuid=uuid, proposal=None).first() if uuid else None

"""応接記録, and a proposal by the number somebody reads aloud."""

import unicodedata

from proposals.models import Proposal
from screening.models import Contact
from screening.models.contact import ContactQuerySet


def contacts_of(proposal: Proposal) -> ContactQuerySet:
    """Return what was written down of a proposal, the newest first."""
    return Contact.objects.filter(proposal=proposal).newest_first()


def find_by_number(typed: str) -> Proposal | None:
    """Return the submitted proposal of a number, however it was typed: full-width, small letters, spaces."""
    number = unicodedata.normalize("NFKC", typed).upper().replace(" ", "")
    return Proposal.objects.submitted().select_related("organization", "lead_division").filter(number=number).first()

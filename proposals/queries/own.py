"""One proposal of a company by its key, and its files. Every page of the form asks, so the question is worded once (ADR 0016).

The answer is that of ``visible_to`` for the same person; a test compares them.
"""

from datetime import date
from typing import Any
from uuid import UUID

from nara_renkei.accounts.models import Member, User
from nara_renkei.core.gathering import Worded
from proposals.models import Attachment, CoProposer, Proposal, ProposalQuerySet


def _belonging(user: Any) -> ProposalQuerySet:
    """One row is looked for: where the person belongs is asked with it, not before."""
    organizations = Member.objects.active().filter(user=user).values("organization")
    joined = CoProposer.objects.accepted().filter(organization__in=organizations).values("proposal")
    return Proposal.objects.belonging_to(user, organizations, joined)


DRAFT = Worded(lambda uuid, user: _belonging(user).drafts().filter(uuid=uuid).select_related("organization", "draft"))
SUBMITTED = Worded(
    lambda number, user: (
        _belonging(user)
        .submitted()
        .filter(number=number)
        .select_related("challenge", "organization", "lead_division", "tender", "roster_request")
    )
)


FILES = Worded(lambda proposal: Attachment.objects.filter(proposal=proposal).of_proposal().in_order())


def own_draft(user: User, uuid: UUID, on: date) -> Proposal | None:
    """Return the draft this person of a company may write, with its 団体 and what it remembers. One query."""
    return _one(DRAFT, user, on, uuid=uuid)


def own_proposal(user: User, number: str, on: date) -> Proposal | None:
    """Return the submitted proposal this person of a company may read, with 課題, 団体 and lead 課. One query."""
    return _one(SUBMITTED, user, on, number=number)


def _one(worded: Worded, user: User, on: date, **key: Any) -> Proposal | None:
    if not user.may_enter_on(on):
        return None
    return next(iter(worded.ask(user=user.pk, **key)), None)


def files_of(proposal: Proposal) -> list[Attachment]:
    """Return the files of the proposal itself, in their order. One query."""
    return FILES.ask(proposal=proposal.pk)

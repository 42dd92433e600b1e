"""The papers a company may read: 受付票 of its proposals, and its drafts on paper."""

from django.db.models import QuerySet

from nara_renkei.accounts.models import User
from nara_renkei.core.models import PaperJob, PaperState
from proposals.models import Proposal
from proposals.rules.papers import DRAFT, RECEIPT


def reader_of(proposal: Proposal, user: User) -> int | None:
    """Return the id of the 団体 for which this person reads a proposal: the proposer's, or a co-proposer's."""
    mine = set(user.memberships.active().values_list("organization_id", flat=True))
    if proposal.organization_id in mine:
        return proposal.organization_id
    joined = proposal.co_proposers.accepted().filter(organization__in=mine).order_by("pk").first()
    return joined.organization_id if joined else None


def receipt_papers(proposal: Proposal, organization: int | None = None) -> QuerySet[PaperJob]:
    """Return the 受付票 of every version with the answers of one 団体; of every 団体 without one (the city's)."""
    papers = PaperJob.objects.filter(kind=RECEIPT, about__startswith=f"{proposal.number}/").select_related("file")
    return papers.filter(about__endswith=f"/{organization}") if organization else papers


def draft_papers(draft: Proposal) -> QuerySet[PaperJob]:
    return PaperJob.objects.filter(kind=DRAFT, about__startswith=f"{draft.uuid}/").select_related("file")


def usable_paper(kind: str, about: str) -> PaperJob | None:
    """Return the paper that was made, or is being made, of the very same thing."""
    found = PaperJob.objects.filter(kind=kind, about=about).exclude(state=PaperState.FAILED)
    return found.order_by("pk").first()

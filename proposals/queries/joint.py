"""共同提案: who was asked by which link, and what one of several 団体 may read of the evidence."""

from datetime import datetime

from django.db.models import QuerySet

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink, User
from nara_renkei.accounts.queries import member_addresses
from nara_renkei.core.gathering import Worded
from nara_renkei.core.wall import admit, as_city
from proposals.enums import Status
from proposals.models import CoProposer, PledgeAnswer, Proposal

from .evidence import evidence_of

CO_PROPOSERS = Worded(lambda proposal: CoProposer.objects.filter(proposal=proposal).in_order())


def co_proposers_of(proposal: Proposal) -> list[CoProposer]:
    """Return everybody who was asked to stand behind the proposal, with the 団体 of who answered. One query."""
    return CO_PROPOSERS.ask(proposal=proposal.pk)


def joint_of_link(link: CapabilityLink) -> CoProposer | None:
    """Return what a link to a co-proposer is about; None when it was taken back or the draft is no draft any more."""
    pk = link.about.partition(":")[2]
    return _opened(_asked().filter(pk=pk, email=link.email))


def joint_of(pk: int, user: User, at: datetime) -> tuple[CoProposer, CapabilityLink] | None:
    """Return what this person was asked and the link that still opens, or None."""
    with as_city("頼まれた共同提案を、届いたアドレスで探す"):
        row = _asked().filter(pk=pk, email=user.email).first()
        if row is None:
            return None
        links = CapabilityLink.objects.usable(at).filter(purpose=LinkPurpose.CO_PROPOSER, about=row.about)
        link = links.order_by("-pk").first()
    if link is None:
        return None
    admit("proposals", row.proposal_id)
    return row, link


def _opened(rows: QuerySet[CoProposer]) -> CoProposer | None:
    with as_city("頼まれた共同提案を、届いたリンクで探す"):
        row = rows.first()
    if row:
        admit("proposals", row.proposal_id)
    return row


def _asked() -> QuerySet[CoProposer]:
    rows = CoProposer.objects.filter(proposal__status=Status.DRAFT)
    return rows.select_related("proposal__organization", "proposal__challenge", "organization")


def own_evidence(proposal: Proposal, user: User) -> list[PledgeAnswer]:
    """Return what this person's 団体 answered: the proposer's, or the co-proposer's it belongs to."""
    mine = set(user.memberships.active().values_list("organization_id", flat=True))
    if proposal.organization_id in mine:
        return evidence_of(proposal)
    joined = proposal.co_proposers.accepted().filter(organization__in=mine).order_by("pk").first()
    return evidence_of(proposal, joined.organization_id) if joined else []


def letter_readers(proposal: Proposal) -> dict[str, bool]:
    """Return whom a letter is told: the people of the proposer, who alone can act (True), then of the co-proposers."""
    readers = dict.fromkeys(member_addresses(proposal.proposer), True)
    for one in proposal.co_proposers.accepted().in_order():
        for address in member_addresses(one.partner):
            readers.setdefault(address, False)
    return readers


def entrusted_of_link(link: CapabilityLink) -> Proposal | None:
    """Return the proposal whose 確認事項 a link asks for; None when they were answered otherwise."""
    number = link.about.partition(":")[2]
    waiting = Proposal.objects.filter(number=number, pledge_request__answered_at=None, pledge_request__email=link.email)
    with as_city("確認事項をお願いした提案を、届いたリンクで探す"):
        proposal = waiting.select_related("organization", "challenge").first()
    if proposal:
        admit("proposals", proposal.pk)
    return proposal

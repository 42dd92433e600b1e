"""The company confirms what the desk entered: by the mailed link, or on paper."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from nara_renkei.accounts.enums import LinkPurpose, MemberRole
from nara_renkei.accounts.models import CapabilityLink, User
from nara_renkei.accounts.usecases.join_organization import CannotJoin, join_organization
from nara_renkei.accounts.usecases.revoke_links import revoke_links
from nara_renkei.accounts.usecases.spend_link import spend_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.private_files import store_upload
from proposals.models import Attachment, PledgeRequest, Proposal
from proposals.queries import items_due

from .keep_evidence import keep_evidence, matched_answers
from .write_message import write_message


class CannotConfirm(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def confirm_pledges(
    *, proposal: Proposal, link: CapabilityLink, answers: Mapping[str, Any], by: Actor, at: datetime
) -> PledgeRequest:
    """Keep the answers as the company's own. ``by`` is the holder of the link.

    A 団体 nobody belongs to yet gets this person as its 管理者. Raises LinkGone, PledgesMissing, CannotConfirm.
    """
    proposal, row = _waiting(proposal)
    spend_link(link=link, by=by, at=at)
    _keep(proposal, row, answers, by.label, by.address, at)
    _join(proposal, link.email, by, at)
    audit.record("pledges.confirm", about=proposal.key, by=by, at=at)
    return row


@transaction.atomic
def record_paper_pledges(
    *, proposal: Proposal, answers: Mapping[str, Any], scan: UploadedFile, by: Actor, at: datetime
) -> PledgeRequest:
    """Keep what the signed paper says, with its scan; ``by`` is the clerk. A mailed link stops opening.

    Raises PledgesMissing, CannotConfirm, and UploadRefused for the scan.
    """
    proposal, row = _waiting(proposal)
    _keep(proposal, row, answers, f"紙による（{by.label}）"[:120], "", at)
    keep_scan(proposal, scan, at)
    revoke_links(purpose=LinkPurpose.PLEDGES, about=proposal.key, by=by, at=at)
    audit.record("pledges.paper", about=proposal.key, by=by, at=at)
    return row


@transaction.atomic
def ask_for_change(*, proposal: Proposal, link: CapabilityLink, body: str, by: Actor, at: datetime) -> None:
    """Say in a message what the desk heard wrong. The link stays open. Raises CannotWrite."""
    write_message(proposal=proposal, body=body, by=by, at=at)
    _join(proposal, link.email, by, at)


def keep_scan(proposal: Proposal, scan: UploadedFile, at: datetime) -> Attachment:
    """Keep the paper behind a proposal. The proposal's row is locked by the caller. Raises UploadRefused."""
    last = proposal.attachments.of_proposal().aggregate(last=Max("position", default=0))["last"]
    return Attachment.objects.create(proposal=proposal, file=store_upload(scan, at=at), position=last + 1, is_scan=True)


def _waiting(proposal: Proposal) -> tuple[Proposal, PledgeRequest]:
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("organization").get(pk=proposal.pk)
    row = PledgeRequest.objects.filter(proposal=proposal, answered_at=None).first()
    if row is None:
        raise CannotConfirm("この提案の確認事項は、もう答えが届いています。")
    return proposal, row


def _keep(
    proposal: Proposal, row: PledgeRequest, answers: Mapping[str, Any], answered_by: str, address: str, at: datetime
) -> None:
    items = items_due(proposal.organization_id, local_day(at))
    keep_evidence(
        proposal=proposal,
        organization=proposal.proposer,
        answers=matched_answers(items, answers),
        answered_by=answered_by,
        answered_at=at,
        address=address,
    )
    row.answered_at = at
    row.save(update_fields=["answered_at"])


def _join(proposal: Proposal, email: str, by: Actor, at: datetime) -> None:
    organization = proposal.proposer
    if organization.members.active().exists():
        return
    user, is_new = User.objects.get_or_create(email=email, defaults={"name": proposal.contact_name})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    try:
        join_organization(user=user, organization=organization, role=MemberRole.ADMIN, by=by, at=at)
    except CannotJoin:
        # the address of a member of staff: the answers count, a 団体 has no staff among its people
        return

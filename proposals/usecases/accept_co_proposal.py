"""Another 団体 says which one it is, answers its own 確認事項, and stands behind the draft as it reads now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from nara_renkei.accounts.models import CapabilityLink, User
from nara_renkei.accounts.usecases.found_organization import found_organization
from nara_renkei.accounts.usecases.spend_link import spend_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Organization
from proposals.models import CoProposer
from proposals.queries import items_due

from .decline_co_proposal import tell_who_asked
from .keep_evidence import matched_answers
from .save_draft import locked_draft


class CannotAccept(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def name_co_proposer(
    *,
    co_proposer: CoProposer,
    chosen: Organization | None,
    body: Mapping[str, Any] | None,
    name: str,
    member: User,
    by: Actor,
    at: datetime,
) -> CoProposer:
    """Say which 団体 it is: one the member belongs to, or a new one. Raises CannotAccept, CannotRegister, NoLongerDraft."""
    proposal = locked_draft(co_proposer.proposal_id)
    if chosen is None:
        chosen = found_organization(user=member, **(body or {}), by=by, at=at)
    others = proposal.co_proposers.exclude(pk=co_proposer.pk).filter(organization=chosen)
    if chosen == proposal.organization or others.exists():
        raise CannotAccept(f"「{chosen}」は、もうこの提案の提案者です。ほかの団体を選んでください。")
    if not member.name:
        member.name = name
        member.save(update_fields=["name"])
    co_proposer.organization = chosen
    co_proposer.save(update_fields=["organization"])
    return co_proposer


@transaction.atomic
def accept_co_proposal(
    *, co_proposer: CoProposer, link: CapabilityLink, answers: Mapping[str, Any], sha256: str, by: Actor, at: datetime
) -> CoProposer:
    """Accept and pledge. ``sha256`` is of the words that were on the page.

    Raises CannotAccept when they changed meanwhile, PledgesMissing, LinkGone and NoLongerDraft.
    """
    proposal = locked_draft(co_proposer.proposal_id)
    row = proposal.co_proposers.select_for_update().get(pk=co_proposer.pk)
    if sha256 != proposal.joint_sha256:
        raise CannotAccept(
            "読んでいただいている間に、提案の文が変わりました。新しい文を読んで、もう一度押してください。"
        )
    if row.organization_id is None:
        raise CannotAccept("先に、どの団体として引き受けるかを選んでください。")
    matched_answers(items_due(row.organization_id, local_day(at)), answers)
    spend_link(link=link, by=by, at=at)
    row.pledge_draft = dict(answers)
    row.accepted_at, row.accepted_by, row.accepted_from, row.accepted_sha256 = at, by.label, by.address, sha256
    row.save()
    tell_who_asked(row, at)
    audit.record("co_proposer.accept", about=proposal.key, by=by, at=at, co_proposer=row.pk)
    return row

"""Somebody who was asked to stand behind a draft says no. The link is proof enough for that."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.queries import member_addresses
from nara_renkei.accounts.usecases.spend_link import spend_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.links import absolute_link
from nara_renkei.core.wall import as_city
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.models import CoProposer

from .save_draft import locked_draft


@transaction.atomic
def decline_co_proposal(
    *, co_proposer: CoProposer, link: CapabilityLink, reason: str, by: Actor, at: datetime
) -> CoProposer:
    """Keep the word and tell who asked. Raises LinkGone and NoLongerDraft."""
    proposal = locked_draft(co_proposer.proposal_id)
    row = proposal.co_proposers.select_for_update().get(pk=co_proposer.pk)
    spend_link(link=link, by=by, at=at)
    row.declined_at, row.declined_reason, row.pledge_draft = at, reason, {}
    row.save()
    tell_who_asked(row, at)
    audit.record("co_proposer.decline", about=proposal.key, by=by, at=at, co_proposer=row.pk)
    return row


def tell_who_asked(row: CoProposer, at: datetime) -> None:
    """Mail the members of the 団体 that asked: there is an answer."""
    with as_city("頼んだ団体の担当者の宛先を調べる"):
        addresses = member_addresses(row.proposal.proposer)
    for address in addresses:
        queue_mail(
            "proposals/co_proposer_answered",
            to=address,
            about=row.proposal.key,
            context={
                "asked": row.name,
                "title": row.proposal.title,
                "accepted": row.accepted_at is not None,
                "url": absolute_link("proposals:co_proposers", row.proposal.uuid),
            },
            at=at,
        )

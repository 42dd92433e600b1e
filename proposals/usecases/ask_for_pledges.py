"""Ask the company behind a proposal that the desk entered for its own 申告・誓約・同意・了承."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.queries import member_addresses
from nara_renkei.accounts.usecases.send_link import send_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.models import PledgeRequest, Proposal

LINK_LASTS: Final = timedelta(days=14)


class CannotAskForPledges(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_for_pledges(*, proposal: Proposal, email: str, by: Actor, at: datetime) -> PledgeRequest:
    """Mail the link, again or to another address. Raises CannotAskForPledges.

    Where the 団体 has members, only one of them is asked: a caller's address proves nothing about a known body.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("organization").get(pk=proposal.pk)
    row = PledgeRequest.objects.filter(proposal=proposal).first()
    if row is None or row.answered_at:
        raise CannotAskForPledges("この提案の確認事項は、もう答えが届いています。")
    email = email.lower()
    known = member_addresses(proposal.proposer)
    if known and email not in known:
        raise CannotAskForPledges(
            f"「{proposal.proposer}」には、登録された担当者がいます。担当者のメールを入れてください（{'、'.join(known)}）。"
        )
    row.email, row.asked_at, row.asked_by = email, at, by.label
    row.save()
    promise = proposal.promises.order_by("pk").first()
    send_link(
        purpose=LinkPurpose.PLEDGES,
        about=proposal.key,
        to=email,
        template="proposals/pledges_asked",
        context={
            "number": proposal.number,
            "title": proposal.title,
            "organization": proposal.proposer.name,
            "channel": proposal.get_channel_display(),
            "received_on": local_day(proposal.submitted_at or at),
            "told_on": promise.told_on if promise else None,
        },
        url_name="proposals:pledges_by_link",
        valid_for=LINK_LASTS,
        by=by,
        at=at,
    )
    audit.record("pledges.ask", about=proposal.key, by=by, at=at)
    return row

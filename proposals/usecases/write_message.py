"""One word in the thread. The mail to the other side says only that there is a message."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.queries import desk_addresses, member_addresses
from nara_renkei.core import audit
from nara_renkei.core.actors import PROPOSER, Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import Status
from proposals.models import Message, Proposal


class CannotWrite(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def write_message(*, proposal: Proposal, body: str, by: Actor, at: datetime, notify: bool = True) -> Message:
    """Append a message; the writer's own answer confirms what the other side wrote before."""
    if not body.strip():
        raise CannotWrite("本文を書いてください。")
    if proposal.status == Status.DRAFT:
        raise CannotWrite("提出してから、メッセージを送れます。")
    from_company = by.party == PROPOSER
    Message.objects.filter(proposal=proposal, confirmed_at=None).exclude(party=by.party).update(confirmed_at=at)
    message = Message.objects.create(proposal=proposal, party=by.party, author=by.label, body=body, at=at)
    proposal.updated_at = at
    proposal.save(update_fields=["updated_at"])
    if notify:
        addresses = desk_addresses(local_day(at)) if from_company else member_addresses(proposal.proposer)
        for address in addresses:
            queue_mail(
                "proposals/message_for_city" if from_company else "proposals/message_for_company",
                to=address,
                about=proposal.key,
                context={
                    "number": proposal.number,
                    "title": proposal.title,
                    "url": absolute_link("proposals:proposal", proposal.number)
                    if not from_company
                    else absolute_link("admin:index"),
                },
                at=at,
            )
    audit.record("message.write", about=proposal.key, by=by, at=at, message=message.pk)
    return message

"""Telling: an official letter becomes a fact; the mail that says so is the tick 「知らせる」."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import LetterKind
from proposals.models import Letter, Proposal
from proposals.queries import letter_readers


@transaction.atomic
def tell_letter(
    *,
    proposal: Proposal,
    kind: LetterKind,
    title: str,
    body: str,
    sender: str,
    dated_on: date,
    by: Actor,
    at: datetime,
    document_number: str = "",
    notify: bool,
    act_by: date | None = None,
) -> Letter:
    """Keep the letter word for word; with ``notify``, queue one mail to each member of every 団体 behind it.

    The mail holds no word of the letter, only the link. ``act_by``, the day until which something is asked of
    the proposer, puts 【要対応】 into its subject.
    """
    organization = proposal.proposer
    letter = Letter.objects.create(
        proposal=proposal,
        kind=kind,
        title=title,
        body=body,
        sender=sender,
        dated_on=dated_on,
        document_number=document_number,
        addressee=f"{organization.name}\n{organization.representative} 様",
        told_at=at,
        told_by=by.label,
    )
    if notify:
        for address, can_act in letter_readers(proposal).items():
            queue_mail(
                "proposals/letter",
                to=address,
                about=proposal.key,
                context={
                    "number": proposal.number,
                    "title": proposal.title,
                    "letter_title": title,
                    "act_by": act_by if can_act else None,
                    "url": absolute_link("proposals:proposal", proposal.number),
                },
                at=at,
            )
    audit.record("letter.tell", about=proposal.key, by=by, at=at, letter=letter.pk, kind=kind.value, mailed=notify)
    return letter

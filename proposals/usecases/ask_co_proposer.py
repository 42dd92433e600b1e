"""Ask another 団体 by mail to stand behind a draft; ask again, and take back."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import Member
from nara_renkei.accounts.usecases.send_link import send_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import CoProposer, Proposal
from proposals.rules.content import JOINT_FIELDS

from .save_draft import locked_draft

LINK_LASTS: Final = timedelta(days=14)
# So that nobody mails strangers through us without end.
MOST: Final = 5
AGAIN_AFTER: Final = timedelta(hours=12)


class CannotAsk(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_co_proposer(*, proposal_id: int, name: str, email: str, by: Actor, at: datetime) -> CoProposer:
    """Mail the link to the person of another 団体. Raises CannotAsk and NoLongerDraft."""
    proposal = locked_draft(proposal_id)
    email = email.lower()
    refuse_unreadable(proposal)
    rows = list(proposal.co_proposers.order_by("pk"))
    if any(row.email == email for row in rows):
        raise CannotAsk("このアドレスには、もうお願いしています。もう一度送るときは、下の一覧から送ってください。")
    if len(rows) >= MOST:
        raise CannotAsk(f"共同提案者は{MOST}団体までです。ほかの団体は「共同提案者」の欄に書いてください。")
    if Member.objects.active().filter(organization=proposal.organization, user__email=email).exists():
        raise CannotAsk("この方は、あなたの団体の担当者です。ほかの団体の方のアドレスを入れてください。")
    row = CoProposer.objects.create(proposal=proposal, name=name, email=email, asked_at=at)
    _send(proposal, row, by, at)
    return row


@transaction.atomic
def ask_again(*, proposal_id: int, co_proposer_id: int, by: Actor, at: datetime) -> CoProposer:
    """Mail the link once more: no answer yet, a 「いいえ」 thought over, or words that changed since they were read.

    What was ticked stays. Raises CannotAsk, NoLongerDraft, and CoProposer.DoesNotExist for another draft's row.
    """
    proposal = locked_draft(proposal_id)
    row = proposal.co_proposers.get(pk=co_proposer_id)
    refuse_unreadable(proposal)
    if row.accepted_at is None and row.declined_at is None and row.asked_at and at - row.asked_at < AGAIN_AFTER:
        raise CannotAsk("お願いを送ったばかりです。半日ほど待ってから、もう一度送ってください。")
    row.asked_at, row.declined_at, row.declined_reason = at, None, ""
    row.accepted_at, row.accepted_by, row.accepted_from, row.accepted_sha256 = None, "", "", ""
    row.save()
    _send(proposal, row, by, at)
    return row


def refuse_unreadable(proposal: Proposal) -> None:
    """Raise CannotAsk while there is nothing to read or nobody who asks."""
    for field in JOINT_FIELDS:
        if not getattr(proposal, field):
            raise CannotAsk(f"先に「{Proposal.label_of(field)}」を書いてください。相手は、その文を読んで決めます。")
    if proposal.organization is None:
        raise CannotAsk("先に、あなたの団体を書いてください。だれからのお願いかを相手に伝えます。")


def _send(proposal: Proposal, row: CoProposer, by: Actor, at: datetime) -> None:
    send_link(
        purpose=LinkPurpose.CO_PROPOSER,
        about=row.about,
        to=row.email,
        template="proposals/co_proposer_asked",
        context={
            "asked": row.name,
            "organization": proposal.proposer.name,
            "contact": proposal.contact_name,
            "title": proposal.title,
        },
        url_name="proposals:joint",
        valid_for=LINK_LASTS,
        by=by,
        at=at,
    )
    audit.record("co_proposer.ask", about=proposal.key, by=by, at=at, co_proposer=row.pk)

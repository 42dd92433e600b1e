"""Ask for a 受付票, or for the draft on paper. What was made of the very same words is not made again."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from proposals.models import Proposal, Submission
from proposals.queries import usable_paper
from proposals.rules.papers import DRAFT, RECEIPT, draft_about, receipt_about


@transaction.atomic
def order_receipt(*, submission: Submission, organization: int, by: Actor, at: datetime) -> PaperJob:
    """Ask for the 受付票 of a version with the answers of one 団体, of which ``by`` is a member."""
    number = str(submission.proposal.number)
    title = f"受付票 {number}（第{submission.version}版）"
    return _order(RECEIPT, receipt_about(number, submission.version, organization), title, by=by, at=at)


@transaction.atomic
def order_draft_paper(*, draft: Proposal, by: Actor, at: datetime) -> PaperJob:
    """Ask for the draft as it stands, with 「下書き」 across its head."""
    title = f"下書き {draft.title or '（提案名はまだありません）'}"
    return _order(DRAFT, draft_about(draft.uuid, draft.version), title, by=by, at=at)


def _order(kind: str, about: str, title: str, *, by: Actor, at: datetime) -> PaperJob:
    return usable_paper(kind, about) or order_paper(kind=kind, about=about, title=title, by=by, at=at)

"""A 課 gives its opinion."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.enums import Verdict
from screening.models import Inquiry


class CannotAnswerInquiry(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def answer_inquiry(*, inquiry: Inquiry, verdict: Verdict, opinion: str, by: Actor, at: datetime) -> Inquiry:
    """Keep the opinion; it is given once. Raises CannotAnswerInquiry."""
    inquiry = (
        Inquiry.objects.select_for_update(of=("self",))
        .select_related("screening__proposal", "division")
        .get(pk=inquiry.pk)
    )
    if inquiry.answered_at:
        raise CannotAnswerInquiry("この照会には、もう答えています。付け足すことはメモに書いてください。")
    if inquiry.revoked_at:
        raise CannotAnswerInquiry("この照会は取り消されました。意見は要りません。")
    if not opinion.strip():
        raise CannotAnswerInquiry("意見を書いてください。")
    inquiry.verdict, inquiry.opinion, inquiry.answered_by, inquiry.answered_at = verdict, opinion, by.label, at
    inquiry.save(update_fields=["verdict", "opinion", "answered_by", "answered_at"])
    audit.record("inquiry.answer", about=inquiry.screening.proposal.key, by=by, at=at, division=inquiry.division.code)
    return inquiry

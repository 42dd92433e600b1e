"""The desk has received a 課's answer; the company hears of it when 知らせる is ticked."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import LetterKind
from screening.enums import Answer
from screening.models import Routing, RoutingAnswer
from screening.rendering import LetterText

from .open_screening import locked
from .tell import tell


class CannotNote(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def note_answer(*, routing: Routing, letter: LetterText | None, by: Actor, at: datetime) -> RoutingAnswer:
    """Mark the confirmed answer as received. Raises CannotNote; a 担当ではない is never told."""
    screening = locked(routing.screening)
    answer = RoutingAnswer.objects.filter(routing=routing, confirmed_at__isnull=False).first()
    if answer is None:
        raise CannotNote("課長の確認が済んだ回答だけを受け取れます。")
    if letter and (answer.choice == Answer.NOT_OURS or not routing.is_lead):
        raise CannotNote("提案者に知らせるのは、主担当課が引き受けたときだけです。「知らせる」の印を外してください。")
    if answer.noted_at is None:
        answer.noted_by, answer.noted_at = by.label, at
        answer.save(update_fields=["noted_by", "noted_at"])
    if letter:
        tell(proposal=screening.proposal, kind=LetterKind.FIRST_ANSWER, letter=letter, notify=True, by=by, at=at)
    audit.record("answer.note", about=screening.proposal.key, by=by, at=at, routing=routing.pk, told=letter is not None)
    return answer

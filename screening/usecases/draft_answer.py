"""回答の案: written by a 担当者, the 課's word only when 課長 or 代決者 has confirmed it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Division
from proposals.rules.meetings import dates_words, refusal_of
from screening.enums import Answer, RoutingState
from screening.models import Routing, RoutingAnswer

from .open_screening import locked

WHO_CONSIDERS = "検討する担当者の名前を書いてください。"
WHERE_TO = "「担当ではない」ときは、行き先の案の課を選んでください。"


class CannotAnswer(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def draft_answer(
    *,
    routing: Routing,
    choice: Answer,
    comment: str,
    contact: str = "",
    dates: Sequence[datetime] = (),
    suggested: Division | None = None,
    by: Actor,
    at: datetime,
) -> RoutingAnswer:
    """Keep the draft; a later draft replaces an earlier one until it is confirmed. Raises CannotAnswer."""
    screening = locked(routing.screening)
    routing = Routing.objects.select_related("division").get(pk=routing.pk)
    if routing.state != RoutingState.OPEN:
        raise CannotAnswer("この送付には、もう答えが出ています。画面を開き直してください。")
    if not comment.strip():
        raise CannotAnswer("一言を書いてください。")
    if choice == Answer.NOT_OURS and routing.ruling_id:
        raise CannotAnswer(
            "共創推進リーダーの裁定で、担当に決まった課です。「検討する」か「一緒に検討する」を選び、難しいことはデスクに相談してください。"
        )
    if choice == Answer.NOT_OURS and suggested is None:
        raise CannotAnswer(WHERE_TO)
    if choice == Answer.NOT_OURS and suggested == routing.division:
        raise CannotAnswer("行き先の案には、自分の課でない課を選んでください。")
    if choice != Answer.NOT_OURS and not contact.strip():
        raise CannotAnswer(WHO_CONSIDERS)
    offered = sorted(dates) if choice != Answer.NOT_OURS else []
    if offered and (refusal := refusal_of(offered, at)):
        raise CannotAnswer(refusal)
    answer, _ = RoutingAnswer.objects.update_or_create(
        routing=routing,
        defaults={
            "choice": choice,
            "comment": comment,
            "contact": contact if choice != Answer.NOT_OURS else "",
            "dates": dates_words(offered),
            "meeting_dates": offered,
            "suggested": suggested if choice == Answer.NOT_OURS else None,
            "drafted_by": by.label,
            "drafted_at": at,
        },
    )
    audit.record(
        "answer.draft", about=screening.proposal.key, by=by, at=at, division=routing.division.code, choice=str(choice)
    )
    return answer

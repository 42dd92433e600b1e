"""The desk needs longer for a 相談, and says why."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from knowledge.enums import SupportSide, SupportState
from knowledge.models import SupportRequest
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki

from .locked_support import locked_support
from .tell_of_support import asker_addresses, tell_of_support

NOT_OPEN: Final = "期日を延ばせるのは、回答を待っている相談です。"
NO_REASON: Final = "延ばす理由を書いてください。相談した課が読みます。"
NOT_LATER: Final = "いまの期日（{due_on}）より後の日にしてください。"
IS_PAST: Final = "今日か、それより後の日にしてください。"


class CannotExtend(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def extend_support(
    *, request: SupportRequest, due_on: date, reason: str, tells: bool, by: Actor, at: datetime
) -> SupportRequest:
    """Return the 相談 with its new day; the reason stands in it. ``tells``: who asked is mailed. Raises CannotExtend."""
    request = locked_support(request)
    if request.state != SupportState.OPEN:
        raise CannotExtend(NOT_OPEN)
    if not reason.strip():
        raise CannotExtend(NO_REASON)
    if due_on <= request.due_on:
        raise CannotExtend(NOT_LATER.format(due_on=wareki(request.due_on)))
    if due_on < local_day(at):
        raise CannotExtend(IS_PAST)
    request.due_on, request.version = due_on, request.version + 1
    request.save()
    words = f"回答の期日を{wareki(due_on)}に延ばしました。\n理由：{reason.strip()}"
    request.messages.create(side=SupportSide.DESK, text=words, written_by=by.label, written_at=at)
    audit.record("support.extend", about=request.key, by=by, at=at, due_on=due_on.isoformat())
    if tells:
        to = asker_addresses(request, local_day(at))
        tell_of_support(
            request, to, "デスクへの相談の期日が延びました", "回答の期日を延ばしました。", at=at, due_on=due_on
        )
    return request

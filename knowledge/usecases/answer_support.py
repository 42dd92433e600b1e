"""The desk answers a 相談."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import SupportSide, SupportState
from knowledge.models import SupportMessage, SupportRequest
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day

from .locked_support import locked_support
from .tell_of_support import asker_addresses, tell_of_support

EMPTY: Final = "回答を書いてください。"
IS_CLOSED: Final = "この相談は終わっています。"
MOVED_ON: Final = "読んでいる間に、この相談に書込みがありました。下のやり取りを読み直してから、もう一度押してください。"


class CannotAnswer(Exception):
    """str(exc) is fit for the screen."""


class MovedOn(CannotAnswer):
    """Somebody wrote between reading and answering."""


@transaction.atomic
def answer_support(*, request: SupportRequest, version: int, text: str, by: Actor, at: datetime) -> SupportMessage:
    """Return the answer; who asked is told that there is one. ``version``: of the 相談 as it was read.

    Raises MovedOn when something was written since, CannotAnswer.
    """
    request = locked_support(request)
    if request.closed_at:
        raise CannotAnswer(IS_CLOSED)
    if not text.strip():
        raise CannotAnswer(EMPTY)
    if request.version != version:
        raise MovedOn(MOVED_ON)
    answer = request.messages.create(
        side=SupportSide.DESK, text=text, is_answer=True, written_by=by.label, written_at=at
    )
    request.state, request.answered_at, request.version = SupportState.ANSWERED, at, request.version + 1
    request.save()
    audit.record("support.answer", about=request.key, by=by, at=at)
    tell_of_support(
        request,
        asker_addresses(request, local_day(at)),
        "デスクへの相談に回答しました",
        "相談に、デスクが回答しました。",
        at=at,
    )
    return answer

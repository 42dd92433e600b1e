"""The desk ends a 相談: nothing more is written in it."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import SupportSide, SupportState
from knowledge.models import SupportRequest
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_support import locked_support

IS_CLOSED: Final = "この相談は、もう終わっています。"
WHY: Final = "まだ回答していない相談です。答えるか、終える理由を書いてください。相談した課が読みます。"


class CannotClose(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def close_support(*, request: SupportRequest, words: str = "", by: Actor, at: datetime) -> SupportRequest:
    """Return the 相談 as it ended. One without an answer ends with ``words`` that say why. Raises CannotClose."""
    request = locked_support(request)
    if request.closed_at:
        raise CannotClose(IS_CLOSED)
    if request.state == SupportState.OPEN and not words.strip():
        raise CannotClose(WHY)
    if words.strip():
        request.messages.create(side=SupportSide.DESK, text=words.strip(), written_by=by.label, written_at=at)
    request.state, request.closed_at, request.version = SupportState.CLOSED, at, request.version + 1
    request.save()
    audit.record("support.close", about=request.key, by=by, at=at)
    return request

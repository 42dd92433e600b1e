"""Somebody writes in a 相談: the 課 that asked, a 課 whose advice was asked, or the desk."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import SupportSide, SupportState, SupportTopic
from knowledge.models import SupportMessage, SupportRequest
from knowledge.queries.support import answer_days
from nara_renkei.accounts.queries import desk_addresses
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day

from .locked_support import locked_support
from .tell_of_support import asker_addresses, tell_of_support

EMPTY: Final = "本文を書いてください。"
IS_CLOSED: Final = "この相談は終わっています。続きは、新しい相談として書いてください。"


class CannotWrite(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def write_in_support(
    *,
    request: SupportRequest,
    side: SupportSide,
    text: str,
    asks_again: bool = False,
    tells: bool = False,
    by: Actor,
    at: datetime,
) -> SupportMessage:
    """Return what was written; the same words twice in a row by the same person are written once.

    The desk is told of what a 課 writes. ``asks_again``: the 課 that asked wants another answer, by a new day.
    ``tells``: the desk tells the 課 that asked. Raises CannotWrite.
    """
    request = locked_support(request)
    if request.closed_at:
        raise CannotWrite(IS_CLOSED)
    if not text.strip():
        raise CannotWrite(EMPTY)
    last = request.messages.order_by("written_at", "pk").last()
    if last and (last.text, last.written_by, last.side) == (text, by.label, side):
        return last
    if asks_again and side == SupportSide.ASKER and request.state == SupportState.ANSWERED:
        request.state, request.due_on = SupportState.OPEN, answer_days(local_day(at))[SupportTopic(request.topic)]
    written = request.messages.create(side=side, text=text, written_by=by.label, written_at=at)
    request.version += 1
    request.save()
    audit.record("support.write", about=request.key, by=by, at=at, side=side)
    _tell(request, side, tells=tells, at=at)
    return written


def _tell(request: SupportRequest, side: SupportSide, *, tells: bool, at: datetime) -> None:
    today = local_day(at)
    if side != SupportSide.DESK:
        words = f"「{side.label}」が、デスクへの相談に書きました。"
        due_on = request.due_on if request.state == SupportState.OPEN else None
        tell_of_support(
            request, desk_addresses(today), "デスクへの相談に書込みがありました", words, at=at, due_on=due_on
        )
    elif tells:
        words = "デスクが、相談に書きました。"
        tell_of_support(request, asker_addresses(request, today), "デスクへの相談に書込みがありました", words, at=at)

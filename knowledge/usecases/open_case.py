"""The desk has read a 事例: all staff may read it."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from knowledge.enums import CaseState
from knowledge.models import CaseStudy
from knowledge.rules.cases import may_be_opened, why_not_whole
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day

from .keep_case import PAST
from .locked_case import locked_case

NOT_NOW: Final = "この事例は「{state}」です。公開できるのは、デスクに出されたものと、取り込んだ下書きだけです。"
STALE: Final = "読んだあとに内容が変わりました。事例のページに戻って、読み直してください。"


class CannotOpen(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def open_case(*, case: CaseStudy, version: int, review_by: date, by: Actor, at: datetime) -> CaseStudy:
    """Return the case, open to staff until it is looked at again. ``version`` is the one the desk has read.

    The reason of an earlier return goes: the partner may read the row from now on. Raises CannotOpen.
    """
    case = locked_case(case)
    if not may_be_opened(case.state, case.origin):
        raise CannotOpen(NOT_NOW.format(state=case.get_state_display()))
    if case.version != version:
        raise CannotOpen(STALE)
    if review_by < local_day(at):
        raise CannotOpen(PAST)
    current = case.current()
    missing = why_not_whole(current.title, current.summary, case.field)
    if missing:
        raise CannotOpen(missing)
    case.state, case.opened_at, case.returned_reason = CaseState.INTERNAL, at, ""
    case.review_by, case.review_told_on = review_by, None
    case.updated_at, case.version = at, case.version + 1
    case.save()
    audit.record("case.open", about=case.key, by=by, at=at)
    return case

"""デスクに出す: the 課 has written its 事例."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import CaseState
from knowledge.models import CaseStudy
from knowledge.rules.cases import why_not_whole
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_case import locked_case

NO_DRAFT: Final = "この事例は「{state}」です。デスクに出せるのは、下書きだけです。"


class CannotHandIn(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def hand_in_case(*, case: CaseStudy, by: Actor, at: datetime) -> CaseStudy:
    """Return the case, waiting for the desk. Raises CannotHandIn while what everybody needs is not written."""
    case = locked_case(case)
    if case.state != CaseState.DRAFT:
        raise CannotHandIn(NO_DRAFT.format(state=case.get_state_display()))
    current = case.current()
    missing = why_not_whole(current.title, current.summary, case.field)
    if missing:
        raise CannotHandIn(missing)
    case.state, case.handed_in_at, case.returned_reason = CaseState.HANDED_IN, at, ""
    case.updated_at, case.version = at, case.version + 1
    case.save()
    audit.record("case.hand_in", about=case.key, by=by, at=at)
    return case

"""差し戻す: the desk asks the 課 to write its 事例 anew, with a reason."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import CaseState
from knowledge.models import CaseStudy
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_case import locked_case

NOT_NOW: Final = "この事例は「{state}」です。差し戻せるのは、デスクに出されたものだけです。"
NO_REASON: Final = "差し戻す理由を書いてください。課が、何を直すかを知るためです。"


class CannotReturn(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def return_case(*, case: CaseStudy, reason: str, by: Actor, at: datetime) -> CaseStudy:
    """Return the case, a draft again. Raises CannotReturn."""
    case = locked_case(case)
    if case.state != CaseState.HANDED_IN:
        raise CannotReturn(NOT_NOW.format(state=case.get_state_display()))
    if not reason.strip():
        raise CannotReturn(NO_REASON)
    case.state, case.handed_in_at, case.returned_reason = CaseState.DRAFT, None, reason
    case.updated_at, case.version = at, case.version + 1
    case.save()
    audit.record("case.return", about=case.key, by=by, at=at)
    return case

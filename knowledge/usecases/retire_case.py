"""取り下げる: the desk takes a 事例 away from the staff, with a reason."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import CaseState
from knowledge.models import CaseStudy
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_case import locked_case

ALREADY: Final = "この事例は、もう取り下げてあります。"
PUBLIC: Final = "市の外に公開している事例です。先に公開をやめてから、取り下げてください。"
NO_REASON: Final = "取り下げる理由を書いてください。"


class CannotRetire(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def retire_case(*, case: CaseStudy, reason: str, by: Actor, at: datetime) -> CaseStudy:
    """Return the case, read by the desk and its own 課 alone. Raises CannotRetire, also while the public reads it."""
    case = locked_case(case)
    if case.state == CaseState.RETIRED:
        raise CannotRetire(ALREADY)
    if case.is_public:
        raise CannotRetire(PUBLIC)
    if not reason.strip():
        raise CannotRetire(NO_REASON)
    case.state, case.retired_at, case.retired_reason = CaseState.RETIRED, at, reason
    case.updated_at, case.version = at, case.version + 1
    case.save()
    audit.record("case.retire", about=case.key, by=by, at=at)
    return case

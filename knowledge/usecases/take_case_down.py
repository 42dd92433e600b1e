"""The desk ends what the public reads of a 事例. Staff go on reading it."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import CaseState
from knowledge.models import CaseStudy
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .freeze_face import CannotMakePublic, locked_case
from .put_public import put_away

NOT_PUBLIC: Final = "この事例は、いま公開していません。"


@transaction.atomic
def take_case_down(*, case: CaseStudy, why: str, by: Actor, at: datetime) -> CaseStudy:
    """Return the case, read by staff only. Raises CannotMakePublic when the public does not read it."""
    case = locked_case(case)
    face = case.face()
    if face is None:
        raise CannotMakePublic(NOT_PUBLIC)
    put_away(face, why=why, by=by, at=at)
    case.state, case.updated_at = CaseState.INTERNAL, at
    case.save(update_fields=["state", "updated_at"])
    audit.record("case.take_down", about=case.key, by=by, at=at, sha256=face.sha256)
    return case

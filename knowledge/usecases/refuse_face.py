"""同意しない・直してほしい: the partner says no and may say why; the 事例 is the desk's again."""

from datetime import datetime

from django.db import transaction

from knowledge.models import PublicFace
from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.wall import as_city

from .answer_face import STALE, CannotAnswer, check_own, locked_face


@transaction.atomic
def refuse_face(*, face: PublicFace, sha256: str, remark: str, user: User, by: Actor, at: datetime) -> PublicFace:
    """Return the face, answered with no. What the public reads of an earlier version stays. Raises CannotAnswer."""
    check_own(face, user)
    with as_city("団体の答えを記録する"):
        case, found = locked_face(face, sha256)
        if not found.is_waiting:
            raise CannotAnswer(STALE)
        found.answered_at, found.answered_by, found.remark = at, by.label, remark
        found.save(update_fields=["answered_at", "answered_by", "remark"])
    audit.record("case.refuse", about=case.key, by=by, at=at, sha256=found.sha256)
    return found

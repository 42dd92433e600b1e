"""同意を取りやめる: at any time, without a reason, at once."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import CaseState
from knowledge.models import PublicFace
from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.wall import as_city

from .answer_face import STALE, CannotAnswer, check_own, locked_face
from .put_public import put_away

WITHDRAWN: Final = "団体が同意を取りやめたため"


@transaction.atomic
def withdraw_consent(*, face: PublicFace, sha256: str, user: User, by: Actor, at: datetime) -> PublicFace:
    """Return the face, taken down. Raises CannotAnswer when the public does not read this one."""
    check_own(face, user)
    with as_city("団体が取りやめた事例の公開をやめる"):
        case, found = locked_face(face, sha256)
        if not found.is_standing:
            raise CannotAnswer(STALE)
        put_away(found, why=WITHDRAWN, by=by, at=at)
        case.state, case.updated_at = CaseState.INTERNAL, at
        case.save(update_fields=["state", "updated_at"])
    audit.record("case.withdraw_consent", about=case.key, by=by, at=at, sha256=found.sha256)
    return found

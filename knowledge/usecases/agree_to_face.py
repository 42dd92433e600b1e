"""この内容で公開に同意する: the partner's own click. From that moment everybody reads it."""

from datetime import datetime

from django.db import transaction

from knowledge.models import PublicFace
from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.wall import as_city

from .answer_face import STALE, CannotAnswer, check_own, locked_face
from .put_public import put_public


@transaction.atomic
def agree_to_face(*, face: PublicFace, sha256: str, user: User, by: Actor, at: datetime) -> PublicFace:
    """Return the face, public. ``sha256``: of what was read. Raises CannotAnswer."""
    check_own(face, user)
    with as_city("団体の同意を記録し、事例を公開する"):
        case, found = locked_face(face, sha256)
        if not found.is_waiting:
            raise CannotAnswer(STALE)
        found.answered_at, found.answered_by, found.has_agreed = at, by.label, True
        put_public(case, found, by=by, at=at)
    audit.record("case.agree", about=case.key, by=by, at=at, sha256=found.sha256)
    return found

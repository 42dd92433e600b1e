"""The desk lets everybody read a 事例 that has no partner."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import CaseStudy, PublicFace
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .freeze_face import CannotMakePublic, freeze_face, locked_case
from .put_public import put_public

NEEDS_CONSENT: Final = "この事例には相手の団体があります。「公開の同意を団体に尋ねる」を押してください。"


@transaction.atomic
def publish_case(*, case: CaseStudy, sha256: str, by: Actor, at: datetime) -> PublicFace:
    """Return the face that the public reads from now on. ``sha256``: of what was read. Raises CannotMakePublic."""
    case = locked_case(case)
    if case.needs_consent:
        raise CannotMakePublic(NEEDS_CONSENT)
    face = freeze_face(case, sha256, by=by, at=at)
    put_public(case, face, by=by, at=at)
    audit.record("case.publish", about=case.key, by=by, at=at, sha256=face.sha256)
    return face

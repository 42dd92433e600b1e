"""A picture comes to a 事例: made small, without what a camera adds, with words for those who do not see it."""

from datetime import datetime
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from knowledge.enums import Licence
from knowledge.models import CasePicture, CaseStudy
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.pictures import keep_picture
from nara_renkei.core.private_files import UploadRefused

MOST: Final = 10
TOO_MANY: Final = "画像は、一つの事例に10枚までです。使わない画像を外してから、加えてください。"


@transaction.atomic
def add_picture(
    *,
    case: CaseStudy,
    upload: UploadedFile,
    alt: str,
    credit: str,
    licence: Licence,
    is_public: bool,
    by: Actor,
    at: datetime,
) -> CasePicture:
    """Return the picture. Raises UploadRefused with the sentence for its field."""
    case = CaseStudy.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.pictures.count() >= MOST:
        raise UploadRefused(TOO_MANY)
    kept = keep_picture(upload, at=at)
    picture = CasePicture.objects.create(
        case=case,
        file=kept.file,
        width=kept.width,
        height=kept.height,
        alt=alt,
        credit=credit,
        licence=licence,
        is_public=is_public,
        added_at=at,
        added_by=by.label,
    )
    audit.record("case.add_picture", about=case.key, by=by, at=at, file=str(kept.file.uuid), public=is_public)
    return picture

"""相談の資料: the deck that was there already, a few files and not too large."""

from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Max, Sum

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import delete, store_upload
from proposals.models import ConsultationFile

from .attach_file import CannotAttach
from .save_consultation import unbooked


@transaction.atomic
def attach_consultation_file(
    *, consultation_id: int, upload: UploadedFile, by: Actor, at: datetime
) -> ConsultationFile:
    """Keep one more file. Raises CannotAttach by number or size in all, UploadRefused by the file, NoLongerOpen."""
    consultation = unbooked(consultation_id)
    held = consultation.files.aggregate(
        files=Count("pk"), size=Sum("file__size", default=0), last=Max("position", default=0)
    )
    if held["files"] >= settings.UPLOAD_FILES:
        raise CannotAttach(
            f"資料は{settings.UPLOAD_FILES}件までです。要らないファイルを外してから、もう一度選んでください。"
        )
    if held["size"] + (upload.size or 0) > settings.UPLOAD_TOTAL_BYTES:
        limit = settings.UPLOAD_TOTAL_BYTES // (1024 * 1024)
        raise CannotAttach(
            f"資料は合わせて{limit}MBまでです。小さくするか、要らないファイルを外してから、もう一度選んでください。"
        )
    file = store_upload(upload, at=at)
    kept = ConsultationFile.objects.create(consultation=consultation, file=file, position=held["last"] + 1)
    audit.record("file.attach", about=consultation.key, by=by, at=at, file=str(file.uuid))
    return kept


@transaction.atomic
def remove_consultation_file(*, consultation_id: int, file_uuid: str, by: Actor, at: datetime) -> bool:
    """Take a file off; False when it was not there (any more). Raises NoLongerOpen."""
    consultation = unbooked(consultation_id)
    kept = consultation.files.filter(file__uuid=file_uuid).select_related("file").first()
    if kept is None:
        return False
    file = kept.file
    kept.delete()
    delete(file)
    audit.record("file.remove", about=consultation.key, by=by, at=at, file=file_uuid)
    return True

"""添付: files of a draft, a few and not too large."""

from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Max, Sum

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import delete, store_upload
from proposals.models import Attachment, Proposal

from .save_draft import locked_draft


class CannotAttach(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def attach_file(
    *, proposal_id: int, upload: UploadedFile, replaces: str | None = None, by: Actor, at: datetime
) -> Attachment:
    """Keep one more file, or one in the place of the file with the uuid ``replaces``.

    Raises CannotAttach by number or size in all, UploadRefused by the file, NoLongerDraft.
    """
    proposal = locked_draft(proposal_id)
    old = _attached(proposal, replaces) if replaces else None
    others = proposal.attachments.of_proposal().exclude(pk=old.pk if old else 0)
    held = others.aggregate(files=Count("pk"), size=Sum("file__size", default=0), last=Max("position", default=0))
    if held["files"] >= settings.UPLOAD_FILES:
        raise CannotAttach(
            f"添付は{settings.UPLOAD_FILES}件までです。要らないファイルを外してから、もう一度選んでください。"
        )
    if held["size"] + (upload.size or 0) > settings.UPLOAD_TOTAL_BYTES:
        limit = settings.UPLOAD_TOTAL_BYTES // (1024 * 1024)
        raise CannotAttach(
            f"添付は合わせて{limit}MBまでです。小さくするか、要らないファイルを外してから、もう一度選んでください。"
        )
    file = store_upload(upload, at=at)
    position = old.position if old else held["last"] + 1
    if old:
        _take_off(old)
    attachment = Attachment.objects.create(proposal=proposal, file=file, position=position)
    audit.record("file.attach", about=proposal.key, by=by, at=at, file=str(file.uuid), **_instead_of(old))
    return attachment


@transaction.atomic
def remove_file(*, proposal_id: int, file_uuid: str, by: Actor, at: datetime) -> bool:
    """Take a file off a draft; False when it was not there (any more). Raises NoLongerDraft."""
    proposal: Proposal = locked_draft(proposal_id)
    attachment = _attached(proposal, file_uuid)
    if attachment is None:
        return False
    _take_off(attachment)
    audit.record("file.remove", about=proposal.key, by=by, at=at, file=file_uuid)
    return True


def _attached(proposal: Proposal, file_uuid: str) -> Attachment | None:
    return proposal.attachments.of_proposal().filter(file__uuid=file_uuid).select_related("file").first()


def _take_off(attachment: Attachment) -> None:
    attachment.delete()
    delete(attachment.file)


def _instead_of(old: Attachment | None) -> dict[str, str]:
    return {"replaces": str(old.file.uuid)} if old else {}

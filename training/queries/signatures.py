"""The 署名用紙 that were made of a 回."""

from uuid import UUID

from nara_renkei.core.models import PaperJob, PaperJobQuerySet
from training.models import Session
from training.rules.signatures import TRAINING_SHEET


def newest_sheet(session: Session) -> PaperJob | None:
    return _of(session).select_related("file").order_by("-pk").first()


def finished_sheet(session: Session, uuid: UUID) -> PaperJob | None:
    return _of(session).exclude(file=None).select_related("file").filter(uuid=uuid).first()


def _of(session: Session) -> PaperJobQuerySet:
    return PaperJob.objects.filter(kind=TRAINING_SHEET, about=session.key)

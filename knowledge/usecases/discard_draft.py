"""The desk throws a draft away."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Chapter
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_chapter import locked_chapter

NO_DRAFT: Final = "消す下書きがありません。"
STALE: Final = "読んだあとで、下書きが保存し直されています。もう一度読んでから、消してください。"


class CannotDiscard(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def discard_draft(*, chapter: Chapter, revision: int, by: Actor, at: datetime) -> None:
    """Delete the draft. ``revision``: of the draft as it was read. Raises CannotDiscard without one, or a newer one."""
    chapter = locked_chapter(chapter)
    draft = chapter.draft()
    if draft is None:
        raise CannotDiscard(NO_DRAFT)
    if draft.revision != revision:
        raise CannotDiscard(STALE)
    number = draft.number
    draft.delete()
    audit.record("chapter.discard", about=chapter.key, by=by, at=at, version=number)

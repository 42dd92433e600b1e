"""A version whose day has not come becomes a draft again."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Chapter, ChapterVersion
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day

from .locked_chapter import locked_chapter

NOTHING_WAITS: Final = (
    "これから有効になる版がありません。もう有効になった版は、変えられません。新しい版を書いてください。"
)
ANOTHER_DRAFT: Final = "ほかの下書きがあります。先に、その下書きを有効にする日を決めてください。"


class CannotTakeBack(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def take_back_chapter(*, chapter: Chapter, by: Actor, at: datetime) -> ChapterVersion:
    """Return the draft that it is again. Raises CannotTakeBack when its day has come, or another draft is written."""
    chapter = locked_chapter(chapter)
    version = chapter.waiting(local_day(at))
    if version is None:
        raise CannotTakeBack(NOTHING_WAITS)
    if chapter.draft() is not None:
        raise CannotTakeBack(ANOTHER_DRAFT)
    version.effective_from, version.published_at, version.published_by, version.sha256 = None, None, "", ""
    version.save()
    audit.record("chapter.take_back", about=chapter.key, by=by, at=at, version=version.number)
    return version

"""The desk writes what a chapter shall say. Nobody else reads it before it is given its day."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from knowledge.models import Chapter, ChapterVersion
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .index_chapter import index_chapter
from .locked_chapter import locked_chapter

STALE: Final = (
    "ほかの人が、先に下書きを保存しました。下の「先に保存された下書き」と読み比べてから、もう一度保存してください。"
)
EMPTY: Final = "題・本文・変えた理由を書いてください。"


class CannotDraft(Exception):
    """str(exc) is fit for the screen."""


class StaleDraft(CannotDraft):
    """Somebody else saved the draft meanwhile."""


@transaction.atomic
def draft_chapter(
    *, chapter: Chapter, revision: int, title: str, text: str, why: str, asks_again: bool, by: Actor, at: datetime
) -> ChapterVersion:
    """Return the draft with these words; without one it is begun as the next version.

    ``revision``: how often the draft had been saved when it was read, 0 when there was none. Raises StaleDraft when
    it has been saved since, CannotDraft when words are missing.
    """
    chapter = locked_chapter(chapter)
    draft = chapter.draft()
    if (draft.revision if draft else 0) != revision:
        raise StaleDraft(STALE)
    if not (title.strip() and text.strip() and why.strip()):
        raise CannotDraft(EMPTY)
    if draft is None:
        newest = chapter.versions.aggregate(newest=Max("number"))["newest"] or 0
        draft = ChapterVersion(chapter=chapter, number=newest + 1)
    draft.title, draft.text, draft.why, draft.asks_again = title, text, why, asks_again
    draft.written_by, draft.written_at, draft.revision = by.label, at, revision + 1
    index_chapter(draft)
    draft.save()
    audit.record("chapter.draft", about=chapter.key, by=by, at=at, version=draft.number)
    return draft

"""この日から有効にする: a draft becomes what the chapter says from a day on."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from knowledge.models import Chapter, ChapterVersion
from knowledge.rules.guideline import digest
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki

from .locked_chapter import locked_chapter

NO_DRAFT: Final = "下書きがありません。先に下書きを書いてください。"
STALE: Final = "読んだあとで、下書きが保存し直されています。下書きをもう一度読んでから、有効にしてください。"
PAST: Final = "今日か、それより後の日を選んでください。過ぎた日から有効にすることはできません。"
BEFORE_ANOTHER: Final = "{day}から有効になる版が、もうあります。{day}か、それより後の日を選んでください。"


class CannotPublish(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def publish_chapter(
    *, chapter: Chapter, revision: int, effective_from: date, by: Actor, at: datetime
) -> ChapterVersion:
    """Return the version that the chapter says from a day on; from then it never changes.

    ``revision``: of the draft as it was read. Raises CannotPublish when there is none, when it was saved since, or
    for a day that has passed or lies before another version's.
    """
    chapter = locked_chapter(chapter)
    draft = chapter.draft()
    if draft is None:
        raise CannotPublish(NO_DRAFT)
    if draft.revision != revision:
        raise CannotPublish(STALE)
    if effective_from < local_day(at):
        raise CannotPublish(PAST)
    latest = chapter.versions.aggregate(latest=Max("effective_from"))["latest"]
    if latest and effective_from < latest:
        raise CannotPublish(BEFORE_ANOTHER.format(day=wareki(latest)))
    draft.effective_from, draft.sha256 = effective_from, digest(draft.title, draft.text)
    draft.published_by, draft.published_at = by.label, at
    draft.save()
    audit.record(
        "chapter.publish", about=chapter.key, by=by, at=at, version=draft.number, day=effective_from.isoformat()
    )
    return draft

"""The desk says who reads a chapter, who must, who keeps it and until when it stands unread again."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from knowledge.enums import Audience
from knowledge.models import Chapter
from knowledge.rules.guideline import LINKED_BY_COMPANIES
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Division

from .locked_chapter import locked_chapter

PAST: Final = "見直しの期限は、今日か、それより後の日にしてください。"
LINKED: Final = "提案の画面からこの章へ案内しているので、庁内だけにはできません。"
NOTHING_YET: Final = "まだ有効な版がないので、公開できません。先に、下書きを有効にしてください。"


class CannotKeep(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def keep_chapter(
    *,
    chapter: Chapter,
    audience: Audience,
    must_read: bool,
    owner: Division | None,
    review_by: date,
    by: Actor,
    at: datetime,
) -> Chapter:
    """Return the chapter as it is now kept. What it said while it was 庁内だけ stays so when it becomes public.

    Raises CannotKeep for a new review date in the past, for a chapter to which companies are led, and for a chapter
    that says nothing yet.
    """
    chapter = locked_chapter(chapter)
    day = local_day(at)
    if review_by != chapter.review_by and review_by < day:
        raise CannotKeep(PAST)
    if audience != chapter.audience:
        chapter.public_from = _public_from(chapter, day) if audience == Audience.PUBLIC else None
        if chapter.public_from is None and chapter.anchor in LINKED_BY_COMPANIES:
            raise CannotKeep(LINKED)
    chapter.audience, chapter.must_read = audience, must_read
    chapter.owner, chapter.review_by = owner, review_by
    chapter.save()
    audit.record("chapter.keep", about=chapter.key, by=by, at=at, audience=audience, must_read=must_read)
    return chapter


def _public_from(chapter: Chapter, day: date) -> int:
    version = chapter.version_on(day)
    if version is None:
        raise CannotKeep(NOTHING_YET)
    return version.number

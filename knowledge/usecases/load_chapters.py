"""The first edition of the ガイドライン. Idempotent: a chapter that is there stays as the city made it."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Final

from django.db import transaction

from knowledge.enums import Audience
from knowledge.models import Chapter, ChapterVersion
from knowledge.rules.guideline import FirstChapter, digest, read_chapter
from nara_renkei.core.calendar import TOKYO
from nara_renkei.directory.models import Division

from .index_chapter import index_chapter

FOLDER: Final = Path(__file__).resolve().parent.parent / "first_edition"
FIRST_DAY: Final = date(2025, 6, 1)
BY, WHY = "システム", "第1版（見本）です。"


def first_edition() -> list[FirstChapter]:
    """Return the chapters as the files hold them, in the order of the book."""
    return [read_chapter(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md"))]


@transaction.atomic
def load_chapters() -> None:
    """Make the chapters that are missing, each with its first version, and name the 課 of those that have none yet."""
    known = set(Chapter.objects.values_list("anchor", flat=True))
    for position, one in enumerate(first_edition(), start=1):
        if one.anchor not in known:
            _make(one, position)
    for chapter in Chapter.objects.filter(owner=None):
        chapter.owner = Division.objects.filter(name=chapter.owner_name, valid_to=None).order_by("-valid_from").first()
        chapter.save(update_fields=["owner"])


def _make(one: FirstChapter, position: int) -> None:
    chapter = Chapter.objects.create(
        anchor=one.anchor,
        label=one.label,
        position=position,
        audience=Audience.PUBLIC if one.is_public else Audience.INTERNAL,
        public_from=1 if one.is_public else None,
        must_read=one.must_read,
        owner_name=one.owner,
        review_by=one.review_by,
    )
    at = datetime.combine(FIRST_DAY, time(), tzinfo=TOKYO)
    version = ChapterVersion(
        chapter=chapter,
        number=1,
        title=one.title,
        text=one.text,
        why=WHY,
        written_by=BY,
        written_at=at,
        effective_from=FIRST_DAY,
        published_by=BY,
        published_at=at,
        sha256=digest(one.title, one.text),
    )
    index_chapter(version)
    version.save()

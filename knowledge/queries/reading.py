"""To whom the letter of a chapter that must be read still goes, by 部, and how far its sending is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.models import ChapterVersion, ReadingLetter, ReadingOrder
from knowledge.rules.reading import held_letter
from nara_renkei.notifications.queries import Progress, progress_of

from .must_read import asked_on, people_by_department, who_read


@dataclass(frozen=True, slots=True)
class Unread:
    """The people of one 部 who have neither read a chapter nor its letter."""

    code: str  # of the 部; "" for those of none
    department: str
    users: Sequence[int]


def to_write(version: ChapterVersion, day: date) -> list[Unread]:
    """Return the 部 with somebody to whom the letter of a version goes, in their order. Five queries."""
    asked = asked_on(day).get(version.chapter_id)
    if asked is None:
        return []
    settled = who_read(version.chapter_id, asked) | set(
        ReadingLetter.objects.filter(version=version).values_list("user", flat=True)
    )
    rows = [
        Unread(code, name, [pk for pk in people if pk not in settled])
        for (code, name), people in people_by_department(day).items()
    ]
    return [row for row in rows if row.users]


def progress(version: ChapterVersion) -> Progress:
    """Count. Two queries."""
    return progress_of(
        ReadingLetter.objects.filter(version=version), ReadingOrder.objects.filter(chapter=version.chapter_id)
    )


def chosen_people(rows: Sequence[Unread], codes: Collection[str]) -> list[int]:
    """Return the ids of the people of some 部."""
    return [pk for row in rows if row.code in codes for pk in row.users]


def open_letter(kept: list[int] | None, at: datetime) -> ReadingLetter | None:
    """Return the letter whose link was opened in this browser, with its person and chapter. One query at most."""
    pk = held_letter(kept, at)
    return reading_letter(pk) if pk else None


def reading_letter(pk: int) -> ReadingLetter | None:
    """Return a letter with its person and chapter. One query."""
    return ReadingLetter.objects.select_related("user", "version__chapter__owner").filter(pk=pk).first()

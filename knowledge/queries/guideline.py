"""The ガイドライン as it stands on a day: its contents, a chapter, how it came to say so, and its editions on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from knowledge.models import ChapterVersion, ChapterVersionQuerySet
from knowledge.rules.guideline import Passage, passages
from knowledge.rules.papers import GUIDELINE, PUBLIC_EDITION, guideline_about
from nara_renkei.core.models import PaperJob, PaperState
from nara_renkei.core.wall import as_city


def guideline_on(day: date, *, public: bool) -> ChapterVersionQuerySet:
    """Return what every chapter says on a day, in the order of the book; for the public the public chapters."""
    found = ChapterVersion.objects.effective_on(day).in_order()
    return found.public() if public else found


def contents(day: date, *, public: bool) -> list[ChapterVersion]:
    """Return the same without the texts. One query."""
    return list(guideline_on(day, public=public).defer("text"))


@dataclass(frozen=True, slots=True)
class ReadChapter:
    """A chapter with what stands before and after it."""

    version: ChapterVersion
    is_past_review: bool
    anchors: frozenset[str]  # of the chapters that this reader has
    before: ChapterVersion | None
    after: ChapterVersion | None


def read_chapter_on(day: date, anchor: str, *, public: bool) -> ReadChapter | None:
    """Return a chapter for its page; None when this reader has no such chapter. One query, and one for the text."""
    shown = contents(day, public=public)
    at = next((n for n, one in enumerate(shown) if one.chapter.anchor == anchor), None)
    if at is None:
        return None
    version = shown[at]
    return ReadChapter(
        version=version,
        is_past_review=version.chapter.is_past_review(day),
        anchors=frozenset(one.chapter.anchor for one in shown),
        before=shown[at - 1] if at else None,
        after=shown[at + 1] if at + 1 < len(shown) else None,
    )


def history_of(day: date, anchor: str, *, public: bool) -> list[ChapterVersion]:
    """Return the versions of a chapter that have been in use, the newest first. One query."""
    found = ChapterVersion.objects.begun(day).filter(chapter__anchor=anchor).select_related("chapter__owner")
    return list(found.public() if public else found)


@dataclass(frozen=True, slots=True)
class Change:
    """What a version says otherwise than the one before."""

    version: ChapterVersion
    before: ChapterVersion
    title: Sequence[Passage]
    text: Sequence[Passage]


def change_of(day: date, anchor: str, number: int, *, public: bool) -> Change | None:
    """Return what changed by a version; None for the first that this reader may read. One query."""
    history = history_of(day, anchor, public=public)
    at = next((n for n, one in enumerate(history) if one.number == number), None)
    if at is None or at + 1 == len(history):
        return None
    version, before = history[at], history[at + 1]
    return Change(version, before, passages(before.title, version.title), passages(before.text, version.text))


# --- on paper


def edition_on(edition: str, day: date) -> list[ChapterVersion]:
    """Return the chapters of an edition with their texts. One query."""
    return list(guideline_on(day, public=edition == PUBLIC_EDITION))


def edition_about(edition: str, day: date) -> str:
    """Return the name of an edition as it stands on a day. One query."""
    shown = contents(day, public=edition == PUBLIC_EDITION)
    return guideline_about(
        edition,
        [
            (one.full_title, one.number, one.sha256, one.chapter.audience, one.chapter.keeper, one.chapter.review_by)
            for one in shown
        ],
    )


def guideline_papers() -> QuerySet[PaperJob]:
    """Return the editions that were ordered; every member of staff reads all of them."""
    return PaperJob.objects.filter(kind=GUIDELINE).select_related("file")


def public_edition(day: date) -> PaperJob | None:
    """Return the public edition on paper as it stands on the day, None while there is none. Two queries."""
    about = edition_about(PUBLIC_EDITION, day)
    with as_city("公開版の紙は、紙を頼んだ人の鍵では見えない"):
        return guideline_papers().filter(about=about, state=PaperState.DONE).order_by("-pk").first()

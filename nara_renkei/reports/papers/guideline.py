"""The ガイドライン as a book: the public edition, and the internal one with all chapters."""

from dataclasses import dataclass
from datetime import date, datetime

from knowledge.models import ChapterVersion
from knowledge.queries.guideline import edition_on
from knowledge.rendering import ChapterPage, render_chapter
from knowledge.rules.papers import GUIDELINE, PUBLIC_EDITION
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf

EMPTY = "有効な章がありません。章を有効にしてから作ってください。"


@dataclass(frozen=True, slots=True)
class ChapterOnPaper:
    version: ChapterVersion
    page: ChapterPage


@dataclass(frozen=True, slots=True)
class GuidelinePaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    is_public: bool
    chapters: tuple[ChapterOnPaper, ...]


def build(about: str, *, at: datetime) -> Pdf:
    """Return the book of an edition as it stands at a moment. Raises CannotRender when there is no chapter."""
    paper = paper_of(about, at=at)
    if not paper.chapters:
        raise CannotRender(EMPTY)
    return render_pdf("reports/guideline.html", {"paper": paper})


def paper_of(about: str, *, at: datetime) -> GuidelinePaper:
    """Return what the template shows."""
    edition, day = about.partition("/")[0], local_day(at)
    shown = edition_on(edition, day)
    anchors = {one.chapter.anchor for one in shown}

    def link_of(anchor: str) -> str | None:
        return f"#{anchor}" if anchor in anchors else None

    return GuidelinePaper(
        city=CitySettings.load(),
        title="公民連携ガイドライン",
        made_on=day,
        is_public=edition == PUBLIC_EDITION,
        chapters=tuple(
            ChapterOnPaper(one, render_chapter(one.text, anchor=one.chapter.anchor, link_of=link_of)) for one in shown
        ),
    )


BUILDERS = {GUIDELINE: build}

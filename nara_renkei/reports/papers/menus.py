"""企業メニュー集: what partners offer and staff may read, in one booklet."""

from dataclasses import dataclass
from datetime import date, datetime

from knowledge.models import Menu
from knowledge.queries import menus_for_booklet
from knowledge.rules.papers import MENUS
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf

EMPTY = "庁内に公開している企業メニューがありません。公開されてから作ってください。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One block of a booklet, and its line in the contents."""

    anchor: str  # unique on the paper
    title: str
    by: str  # 団体
    menu: Menu
    is_past_review: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a booklet: its heading, and the blocks below it."""

    anchor: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MenusPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    parts: tuple[Part, ...]
    count: int  # of menus
    bodies: int  # 団体


def build(about: str, *, at: datetime) -> Pdf:
    """Return the booklet of what is open now. Raises CannotRender when nothing is."""
    paper = paper_of(at=at)
    if not paper.count:
        raise CannotRender(EMPTY)
    return render_pdf("reports/menus.html", {"paper": paper})


def paper_of(*, at: datetime) -> MenusPaper:
    """Return what the template shows."""
    day = local_day(at)
    parts = tuple(
        Part(f"b{number}", field.name, tuple(_entry(menu, day) for menu in field.menus))
        for number, field in enumerate(menus_for_booklet(), start=1)
    )
    entries = [entry for part in parts for entry in part.entries]
    return MenusPaper(
        city=CitySettings.load(),
        title="企業メニュー集",
        made_on=day,
        parts=parts,
        count=len(entries),
        bodies=len({entry.by for entry in entries}),
    )


def _entry(menu: Menu, day: date) -> Entry:
    return Entry(menu.code, menu.title, menu.body.name, menu, menu.is_past_review(day))


BUILDERS = {MENUS: build}

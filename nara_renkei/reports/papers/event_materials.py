"""資料集 of a ダイアログ: what companies bring and what troubles 課, for everybody in the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogue.models import Event
from dialogue.queries.materials import Block, materials_of
from dialogue.rules.event_papers import MATERIALS
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf

GONE = "もとのダイアログが見つかりません。"
EMPTY = "資料集に載せてよいとした団体と課が、まだありません。"


@dataclass(frozen=True, slots=True)
class Part:
    anchor: str
    name: str
    of: str  # what the words of its blocks are
    entries: Sequence[Block]


@dataclass(frozen=True, slots=True)
class MaterialsPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str  # in two lines
    lead: str  # when and where
    made_on: date
    parts: Sequence[Part]


def build(about: str, *, at: datetime) -> Pdf:
    """Return the booklet of the event with this slug. Raises CannotRender for none, and when nobody may be printed."""
    event = Event.objects.filter(slug=about).first()
    if event is None:
        raise CannotRender(GONE)
    companies, divisions = materials_of(event)
    parts = [
        Part("b1", "企業・団体", "紹介したい事例・メニュー", companies),
        Part("b2", "市の課", "困りごと", divisions),
    ]
    if not companies and not divisions:
        raise CannotRender(EMPTY)
    paper = MaterialsPaper(
        city=CitySettings.load(),
        title=f"{event}\n{MATERIALS.name}",
        lead=f"{event.when}　{event.place}",
        made_on=local_day(at),
        parts=[part for part in parts if part.entries],
    )
    return render_pdf("reports/event_materials.html", {"paper": paper})


BUILDERS = {MATERIALS.kind: build}

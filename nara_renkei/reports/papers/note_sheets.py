"""出会いの記録用紙: a page for each 課, with the codes under which the desk types it in."""

from dataclasses import dataclass
from datetime import date, datetime

from dialogue.models import Event
from dialogue.queries.note_sheets import NoteSheet, note_sheets
from dialogue.rules.papers import NOTE_SHEETS
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf

GONE = "会う組がありません。卓の割り当てを確かめて、もう一度作ってください。"


@dataclass(frozen=True, slots=True)
class NoteSheetPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    event: Event
    made_on: date
    sheets: list[NoteSheet]


def build(about: str, *, at: datetime) -> Pdf:
    """Return the sheets of the event with this slug. Raises CannotRender when nobody is to meet anybody."""
    event = Event.objects.filter(slug=about).first()
    sheets = note_sheets(event) if event else []
    if event is None or not sheets:
        raise CannotRender(GONE)
    paper = NoteSheetPaper(CitySettings.load(), event, local_day(at), sheets)
    return render_pdf("reports/note_sheets.html", {"paper": paper})


BUILDERS = {NOTE_SHEETS: build}

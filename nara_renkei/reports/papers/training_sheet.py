"""署名用紙: everybody expected at a 回, by 部, with a box to sign in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from training.models import Session
from training.queries.roll import RollRow, roll_of
from training.rules.signatures import TRAINING_SHEET, session_of_sheet

GONE = "もとの研修の回が見つかりません。"
NOBODY = "この回に出る人が、まだいません。"


@dataclass(frozen=True, slots=True)
class TrainingSheet:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    session: Session
    made_on: date
    people: int
    departments: Sequence[tuple[str, Sequence[RollRow]]]


def build(about: str, *, at: datetime) -> Pdf:
    """Return the sheet of the 回 with this key. Raises CannotRender for what there is not."""
    named = session_of_sheet(about)
    rows = Session.objects.select_related("course").filter(course__slug=named[0], number=named[1]) if named else None
    session = rows.first() if rows is not None else None
    if session is None:
        raise CannotRender(GONE)
    roll = roll_of(session)
    if not roll.rows:
        raise CannotRender(NOBODY)
    sheet = TrainingSheet(CitySettings.load(), session, local_day(at), len(roll.rows), list(roll.by_department()))
    return render_pdf("reports/training_sheet.html", {"paper": sheet})


BUILDERS = {TRAINING_SHEET: build}

"""目指す姿ボード of a 年度 on paper: what the page shows on the day it is made."""

from dataclasses import dataclass
from datetime import date, datetime

from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.queries.vision import VISION as KIND
from nara_renkei.reports.queries.vision import VisionBoard, vision_board, years_of_board
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf

NO_YEAR = "この年度の目指す姿ボードはありません。年度を選び直してください。"


@dataclass(frozen=True, slots=True)
class VisionPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    board: VisionBoard


def title_of(year: FiscalYear) -> str:
    """Return 「令和8年度 目指す姿ボード」."""
    return f"{year} 目指す姿ボード"


def build(about: str, *, at: datetime) -> Pdf:
    """Return the paper of the 年度 "2026" as it stands now. Raises CannotRender for a year that has no board."""
    year = next((one for one in years_of_board(at) if str(one.year) == about), None)
    if year is None:
        raise CannotRender(NO_YEAR)
    paper = VisionPaper(CitySettings.load(), title_of(year), local_day(at), vision_board(year, at=at))
    return render_pdf("reports/vision.html", {"paper": paper})


BUILDERS = {KIND: build}

"""数字の一覧: the figures page of a period on paper, for a 部長会 or a 議会."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.queries.figures import figures_of
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from nara_renkei.reports.rules.figures import Figure
from nara_renkei.reports.rules.kinds import FIGURES as KIND
from nara_renkei.reports.rules.periods import Period, period_of

NO_PERIOD = "期間の書き方が違います。期間を選び直してください。"


@dataclass(frozen=True, slots=True)
class FiguresPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    period: Period
    as_of: date
    made_on: date
    figures: Sequence[Figure]


def title_of(period: Period) -> str:
    """Return 「令和8年度 数字の一覧」."""
    return f"{period.name} 数字の一覧"


def build(about: str, *, at: datetime) -> Pdf:
    """Return the paper of a period as it stands now. Raises CannotRender for a period that is none."""
    period = period_of(about)
    if period is None:
        raise CannotRender(NO_PERIOD)
    today = local_day(at)
    paper = FiguresPaper(
        city=CitySettings.load(),
        title=title_of(period),
        period=period,
        as_of=period.as_of(today),
        made_on=today,
        figures=figures_of(period, at=at),
    )
    return render_pdf("reports/figures.html", {"paper": paper})


BUILDERS = {KIND: build}

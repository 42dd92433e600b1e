"""Ask for the 年次報告 of a 年度: by a manager, or by the calendar."""

from datetime import datetime
from typing import Final

from django.db import transaction

from nara_renkei.core.actors import THE_SYSTEM, Actor
from nara_renkei.core.calendar import FiscalYear, first_working_day, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from nara_renkei.reports.papers import annual
from nara_renkei.reports.queries import ordered_by_the_calendar
from nara_renkei.reports.queries.figures import first_day_of_figures
from nara_renkei.reports.rules.periods import year_of

from .order_monthly import CannotOrder

MAY: Final = 5
TO_COME: Final = "まだ始まっていない年度の報告は作れません。今年度か、前の年度を選んでください。"


@transaction.atomic
def order_annual(*, year: FiscalYear, by: Actor, at: datetime) -> PaperJob:
    """Ask for the paper; a double click is one paper. Raises CannotOrder for a year that has not begun."""
    if year.first > local_day(at):
        raise CannotOrder(TO_COME)
    return order_paper(kind=annual.KIND, about=year_of(year).key, title=annual.title_of(year), by=by, at=at)


@transaction.atomic
def order_last_year(*, at: datetime) -> PaperJob | None:
    """Ask for last year's paper from the first 開庁日 of May on, once; None when there is nothing to do.

    Run every day: a machine that was down on that day catches up. A year before the first proposal has none.
    """
    today = local_day(at)
    this = FiscalYear.of(today)
    last = FiscalYear(this.year - 1)
    begins = first_working_day(this.year, MAY, closed_days(this.first, 70))
    about = year_of(last).key
    if today < begins or last.last < first_day_of_figures(today) or ordered_by_the_calendar(annual.KIND, about):
        return None
    return order_annual(year=last, by=THE_SYSTEM, at=at)

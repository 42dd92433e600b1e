"""Ask for the 四半期報告 of a quarter: by a manager for a 部長会, or by the calendar."""

from datetime import date, datetime, timedelta

from django.db import transaction

from nara_renkei.core.actors import THE_SYSTEM, Actor
from nara_renkei.core.calendar import first_working_day, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from nara_renkei.reports.papers import quarterly
from nara_renkei.reports.queries import ordered_by_the_calendar
from nara_renkei.reports.queries.figures import first_day_of_figures
from nara_renkei.reports.rules.meetings import about_of, why_not
from nara_renkei.reports.rules.periods import Period, quarter_of

from .order_monthly import CannotOrder


@transaction.atomic
def order_quarterly(*, quarter: Period, meeting_on: date | None, by: Actor, at: datetime) -> PaperJob:
    """Ask for the paper; a double click is one paper. ``meeting_on``: None while the day of the 部長会 is not fixed.

    Raises CannotOrder for a quarter that has not begun, and for a day that does not fit it.
    """
    why = why_not(quarter, meeting_on, local_day(at))
    if why:
        raise CannotOrder(why)
    return order_paper(
        kind=quarterly.KIND,
        about=about_of(quarter, meeting_on),
        title=quarterly.title_of(quarter, meeting_on),
        by=by,
        at=at,
    )


@transaction.atomic
def order_last_quarter(*, at: datetime) -> PaperJob | None:
    """Ask for the last quarter's paper from the first 開庁日 after it on, once; None when there is nothing to do.

    Run every day: a machine that was down on the first 開庁日 catches up. A quarter before the first proposal has none.
    """
    today = local_day(at)
    this = quarter_of(today)
    last = quarter_of(this.first - timedelta(days=1))
    begins = first_working_day(this.first.year, this.first.month, closed_days(this.first, 40))
    if today < begins or last.last < first_day_of_figures(today) or ordered_by_the_calendar(quarterly.KIND, last.key):
        return None
    return order_quarterly(quarter=last, meeting_on=None, by=THE_SYSTEM, at=at)

"""Ask for the 月次報告 of a month: by a manager, or by the calendar."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import THE_SYSTEM, Actor
from nara_renkei.core.calendar import first_working_day, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from nara_renkei.reports.papers import monthly
from nara_renkei.reports.queries import ordered_by_the_calendar
from nara_renkei.reports.rules.months import first_of_previous, month_key


class CannotOrder(Exception):
    """``str(exc)`` is fit for the screen."""


@transaction.atomic
def order_monthly(*, month: date, by: Actor, at: datetime) -> PaperJob:
    """Ask for the paper of the month that begins on ``month``; a double click is one paper.

    Raises CannotOrder for a month that has not begun.
    """
    if month > local_day(at):
        raise CannotOrder("まだ始まっていない月の報告は作れません。今月か、前の月を選んでください。")
    about = month_key(month)
    return order_paper(kind=monthly.KIND, about=about, title=monthly.title_of(about), by=by, at=at)


@transaction.atomic
def order_last_month(*, at: datetime) -> PaperJob | None:
    """Ask for last month's paper from the first 開庁日 of this month on, once; None when there is nothing to do.

    Run every day: a machine that was down on the first 開庁日 catches up.
    """
    today = local_day(at)
    month = first_of_previous(today)
    if today < first_working_day(today.year, today.month, closed_days(today, 40)) or ordered_by_the_calendar(
        monthly.KIND, month_key(month)
    ):
        return None
    return order_monthly(month=month, by=THE_SYSTEM, at=at)

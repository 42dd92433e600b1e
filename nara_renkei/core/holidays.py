"""Which days are closed, from the editable table."""

from datetime import date, timedelta
from functools import cache

import jpholiday

from .models import Holiday


def closed_days(around: date, days: int = 400) -> frozenset[date]:
    """Return the closed days up to ``days`` before and after a date. One query."""
    span = timedelta(days=days)
    return frozenset(Holiday.objects.between(around - span, around + span).values_list("day", flat=True))


def closed_day_names(first: date, last: date) -> dict[date, str]:
    """Return the closed days from one date to another with their names. One query."""
    return {holiday.day: holiday.name for holiday in Holiday.objects.between(first, last)}


@cache
def usual_closed_days(year: int) -> tuple[tuple[date, str], ...]:
    """Return 祝日 by jpholiday and 12/29–1/3 (奈良市の休日を定める条例 の例), to seed the table.

    jpholiday takes a tenth of a second for a year, and a year does not change.
    """
    days = dict(jpholiday.year_holidays(year))
    for month, day in ((1, 1), (1, 2), (1, 3), (12, 29), (12, 30), (12, 31)):
        days.setdefault(date(year, month, day), "年末年始")
    return tuple(sorted(days.items()))

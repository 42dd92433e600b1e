"""Periods of which figures are told: a 年度, a quarter, a month, or from one day to another."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nara_renkei.core.calendar import FiscalYear, wareki

from .months import first_of_next, last_day, month_name

LONGEST: Final = 10  # years
KEY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
UPSIDE_DOWN: Final = "期間の終わりは、始まりと同じ日か、その後の日にしてください。"
TO_COME: Final = "期間の始まりは、今日までの日にしてください。これからの数字は、まだありません。"
TOO_LONG: Final = "期間は10年以内にしてください。長く見るときは、年度ごとに作ってください。"


class PeriodRefused(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days, both ends with them."""

    first: date
    last: date

    @property
    def key(self) -> str:
        """「2026-04-01/2027-03-31」, as addresses and papers carry it."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def name(self) -> str:
        """「令和8年度」, 「令和8年度 第2四半期」, 「令和8年10月」, or the two days."""
        year = FiscalYear.of(self.first)
        if (self.first, self.last) == (year.first, year.last):
            return str(year)
        for number, quarter in enumerate(quarters_of(year), start=1):
            if self == quarter:
                return f"{year} 第{number}四半期"
        if self.first.day == 1 and self.last == last_day(self.first):
            return month_name(self.first)
        return f"{wareki(self.first)}から{wareki(self.last)}まで"

    def as_of(self, today: date) -> date:
        """Return the day of which its stock is told: the last, or today while it runs."""
        return min(self.last, today)


def year_of(year: FiscalYear) -> Period:
    """Return a whole 年度."""
    return Period(year.first, year.last)


def quarters_of(year: FiscalYear) -> list[Period]:
    """Return the four quarters of a 年度."""
    firsts = [date(year.year, 4, 1), date(year.year, 7, 1), date(year.year, 10, 1), date(year.year + 1, 1, 1)]
    return [Period(first, last_day(first_of_next(first_of_next(first)))) for first in firsts]


def quarter_of(day: date) -> Period:
    """Return the quarter in which a day lies."""
    return next(one for one in quarters_of(FiscalYear.of(day)) if day <= one.last)


def quarters_until(quarter: Period, count: int) -> list[Period]:
    """Return so many quarters, the given one last."""
    found = [quarter]
    while len(found) < count:
        found.insert(0, quarter_of(found[0].first - timedelta(days=1)))
    return found


def quarter_with(key: str) -> Period | None:
    """Return the quarter of a key; None for any other period."""
    period = period_of(key)
    return period if period and period == quarter_of(period.first) else None


def year_with(key: str) -> FiscalYear | None:
    """Return the 年度 of a key; None for any other period."""
    period = period_of(key)
    year = FiscalYear.of(period.first) if period else None
    return year if year and period == year_of(year) else None


def checked_period(first: date, last: date, today: date) -> Period:
    """Return the period. Raises PeriodRefused for one that is upside down, to come, or over LONGEST years."""
    if last < first:
        raise PeriodRefused(UPSIDE_DOWN)
    if first > today:
        raise PeriodRefused(TO_COME)
    if last - first > timedelta(days=366 * LONGEST):
        raise PeriodRefused(TOO_LONG)
    return Period(first, last)


def period_of(key: str) -> Period | None:
    """Return the period of a key; None for anything else."""
    found = KEY.fullmatch(key)
    try:
        return Period(date.fromisoformat(found[1]), date.fromisoformat(found[2])) if found else None
    except ValueError:
        return None


def usual_periods(first: date, today: date) -> list[tuple[str, list[Period]]]:
    """Return what people ask for since ``first``, the newest 年度 first, each with its quarters that have begun."""
    years = range(FiscalYear.of(today).year, max(FiscalYear.of(first).year, today.year - LONGEST) - 1, -1)
    return [
        (str(FiscalYear(year)), [
            year_of(FiscalYear(year)), *(one for one in quarters_of(FiscalYear(year)) if one.first <= today)
        ])
        for year in years
    ]  # fmt: skip

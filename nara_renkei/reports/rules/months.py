"""Months: their names, their keys, their ends. Pure: dates in, dates out."""

import re
from datetime import date, timedelta

from nara_renkei.core.calendar import era_year

MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


def month_of(text: str) -> date | None:
    """Return the first day of the month written "2026-10"; None for anything else."""
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def month_key(month: date) -> str:
    """Return "2026-10"."""
    return f"{month:%Y-%m}"


def month_name(month: date) -> str:
    """Return 「令和8年10月」."""
    name, _, year = era_year(month)
    return f"{name}{'元' if year == 1 else year}年{month.month}月"


def first_of_next(month: date) -> date:
    """Return the first day of the following month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def first_of_previous(month: date) -> date:
    """Return the first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def last_day(month: date) -> date:
    """Return the last day of the month."""
    return first_of_next(month) - timedelta(days=1)


def months_until(month: date, count: int) -> list[date]:
    """Return the first days of so many months, the given one last."""
    found = [month.replace(day=1)]
    while len(found) < count:
        found.append(first_of_previous(found[-1]))
    return found[::-1]


def months_since(first: date, today: date) -> list[date]:
    """Return the first days of the months from a day to today, the newest first, three years at most."""
    return [month for month in reversed(months_until(today, 36)) if month >= first.replace(day=1)]


def short_wareki(day: date) -> str:
    """Return "R8.10.3", the narrow form for a column of dates."""
    _, letter, year = era_year(day)
    return f"{letter}{year}.{day.month}.{day.day}"

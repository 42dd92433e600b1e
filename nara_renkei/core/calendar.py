"""年度, 和暦 and 開庁日. Pure: dates in, dates out; which days are closed is always an argument."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")

# Source: 元号法, 平成31年政令第143号 and its predecessors; the first day of each era.
ERAS = (
    (date(2019, 5, 1), "令和", "R"),
    (date(1989, 1, 8), "平成", "H"),
    (date(1926, 12, 25), "昭和", "S"),
    (date(1912, 7, 30), "大正", "T"),
    (date(1873, 1, 1), "明治", "M"),
)

WEEKDAYS = "月火水木金土日"


def local_day(moment: datetime) -> date:
    """Return the calendar day in Tokyo of an aware moment."""
    return moment.astimezone(TOKYO).date()


def era_year(day: date) -> tuple[str, str, int]:
    """Return (「令和」, "R", 8) for a day since 1873; ValueError before."""
    for first, name, letter in ERAS:
        if day >= first:
            offset = 1867 if letter == "M" else first.year - 1
            return name, letter, day.year - offset
    raise ValueError(f"{day} is before the solar calendar in Japan")


def wareki(day: date) -> str:
    """Return 「令和8年11月22日」; the first year is 元年."""
    name, _, year = era_year(day)
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def wareki_with_year(day: date) -> str:
    """Return 「令和8年（2026年）11月22日（日）」, the form of a date in a sentence to a company."""
    name, _, year = era_year(day)
    return f"{name}{'元' if year == 1 else year}年（{day.year}年）{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """年度: 1 April to 31 March, named by the year in which it begins."""

    year: int

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def first(self) -> date:
        return date(self.year, 4, 1)

    @property
    def last(self) -> date:
        return date(self.year + 1, 3, 31)

    def bounds(self) -> tuple[datetime, datetime]:
        """Return the first moment of the year and the first moment after it, in Tokyo."""
        start = datetime(self.year, 4, 1, tzinfo=TOKYO)
        return start, datetime(self.year + 1, 4, 1, tzinfo=TOKYO)

    @property
    def short(self) -> str:
        """Return "R8", the head of a 提案番号."""
        _, letter, year = era_year(self.first)
        # 平成31年度 was renamed 令和元年度
        return "R1" if (letter, year) == ("H", 31) else f"{letter}{year}"

    def __str__(self) -> str:
        letter, number = self.short[0], int(self.short[1:])
        name = next(name for _, name, short in ERAS if short == letter)
        return f"{name}{'元' if number == 1 else number}年度"


def is_working_day(day: date, closed: AbstractSet[date]) -> bool:
    """Return whether the city hall is open: not a weekend, not in ``closed``."""
    return day.weekday() < 5 and day not in closed


def add_working_days(start: date, days: int, closed: AbstractSet[date]) -> date:
    """Return the day that lies ``days`` 開庁日 after ``start``; the first day is not counted (民法140条)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day, closed):
            days -= 1
    return day


def working_days_between(start: date, end: date, closed: AbstractSet[date]) -> int:
    """Return the 開庁日 after ``start`` up to and with ``end``; negative when ``end`` lies before."""
    if end < start:
        return -working_days_between(end, start, closed)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, closed) for day in days)


def first_working_day(year: int, month: int, closed: AbstractSet[date]) -> date:
    """Return the first 開庁日 of a month."""
    return add_working_days(date(year, month, 1) - timedelta(days=1), 1, closed)


class WorkingDays:
    """開庁日 counted from a running sum, so that a hundred thousand rows cost no calendar walk each."""

    def __init__(self, first: date, last: date, closed: AbstractSet[date]) -> None:
        self._first = first
        self._closed = closed
        length = (last - first).days + 1
        self._sums = list(accumulate(is_working_day(first + timedelta(days=n), closed) for n in range(length)))

    def between(self, start: date, end: date, without: AbstractSet[date] = frozenset()) -> int:
        """Return the 開庁日 after ``start`` up to and with ``end``, less the days of ``without``.

        0 when the end lies before the start. Both must lie in the range given at the beginning.
        """
        if end <= start:
            return 0
        days = self._sums[(end - self._first).days] - self._sums[(start - self._first).days]
        return int(days) - sum(start < day <= end and is_working_day(day, self._closed) for day in without)

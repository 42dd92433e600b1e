"""Twice a year every live 課題 is confirmed or taken down (domain.md section 7). Plain Python."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (3, 8)  # asked from the first day of March and of August, until the last
REMIND_BEFORE = (timedelta(days=10), timedelta(days=3))  # before the last day


@dataclass(frozen=True, slots=True)
class Round:
    """One half-yearly asking."""

    first: date  # asked from this day
    last: date  # confirmed by this day

    def is_on(self, day: date) -> bool:
        return self.first <= day <= self.last

    def settles(self, confirmed_on: date | None, published_on: date | None) -> bool:
        """Return whether a 課題 needs no more asking: confirmed, or first published, since the round began."""
        return any(day is not None and day >= self.first for day in (confirmed_on, published_on))

    def reminds_from(self, day: date) -> date | None:
        """Return the last day of reminding that has come, or None before the first."""
        come = [self.last - before for before in REMIND_BEFORE if self.last - before <= day]
        return max(come, default=None)


def round_of(day: date) -> Round:
    """Return the round that is on, or the last one that ended."""
    rounds = [_round(year, month) for year in (day.year - 1, day.year) for month in MONTHS]
    return max((one for one in rounds if one.first <= day), key=lambda one: one.first)


def _round(year: int, month: int) -> Round:
    return Round(date(year, month, 1), date(year, month + 1, 1) - timedelta(days=1))

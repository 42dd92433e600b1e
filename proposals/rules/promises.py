"""When a promise falls due, in 開庁日. Truth is the event, the days copied at the event, and the pauses."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta

from nara_renkei.core.calendar import WEEKDAYS, add_working_days, is_working_day


@dataclass(frozen=True, slots=True)
class Span:
    """A pause: the clock stands from the day after ``first`` up to and with ``last``; None is still standing."""

    first: date
    last: date | None
    reason: str = field(default="", compare=False)  # as the company reads it


@dataclass(frozen=True, slots=True)
class Season:
    """A time of the year in which the city takes longer, with the reason it shows."""

    starts: tuple[int, int]  # month, day
    ends: tuple[int, int]
    extra_days: int
    reason: str

    def holds_on(self, day: date) -> bool:
        here = (day.month, day.day)
        if self.starts <= self.ends:
            return self.starts <= here <= self.ends
        return here >= self.starts or here <= self.ends


def days_of(pauses: Sequence[Span], *, until: date) -> frozenset[date]:
    """Return the days on which the clock stood; an open pause counts up to ``until``."""
    stood: set[date] = set()
    for pause in pauses:
        last = pause.last or until
        stood.update(pause.first + timedelta(days=n) for n in range(1, (last - pause.first).days + 1))
    return frozenset(stood)


def due_on(
    starts_on: date, within_days: int, pauses: Sequence[Span], closed: AbstractSet[date], *, today: date
) -> date | None:
    """Return the last day of the promise; None while the clock stands.

    The first day is not counted; closed and paused days are not either.
    """
    if any(pause.last is None for pause in pauses):
        return None
    return add_working_days(starts_on, within_days, closed | days_of(pauses, until=today))


def skipped_days(
    starts_on: date, due: date, pauses: Sequence[Span], closed: Mapping[date, str]
) -> list[tuple[date, str]]:
    """Return every day that was not counted and why, for 「この期日の数え方」. ``closed``: the name of each day."""
    reasons = []
    for n in range(1, (due - starts_on).days + 1):
        day = starts_on + timedelta(days=n)
        pause = next((one for one in pauses if one.first < day <= (one.last or due)), None)
        if not is_working_day(day, closed.keys()):
            reasons.append((day, closed.get(day) or f"{WEEKDAYS[day.weekday()]}曜日"))
        elif pause:
            reasons.append((day, pause.reason))
    return reasons


def within_days(norm: int, starts_on: date, season: Season | None) -> int:
    """Return the days to promise from this day on: the norm, longer in the season."""
    return norm + (season.extra_days if season and season.holds_on(starts_on) else 0)

"""Which half hours a plan of the desk means. Dates and times in, dates and times out; closed days are an argument."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MINUTES = 30


@dataclass(frozen=True, slots=True)
class Plan:
    """「毎週 火・木 の 10:00–12:00 と 14:00–16:00、11月24日から4週間」."""

    weekdays: Collection[int]  # 0 is Monday
    periods: Sequence[tuple[time, time]]
    first: date
    weeks: int

    def days(self) -> Iterator[date]:
        """Yield the days of the plan from its first day on, open or not."""
        for n in range(self.weeks * 7):
            day = self.first + timedelta(days=n)
            if day.weekday() in self.weekdays:
                yield day


def open_days(plan: Plan, closed: AbstractSet[date]) -> tuple[list[date], list[date]]:
    """Return the days on which the plan can be kept, and those it skips because the city hall is closed."""
    days = list(plan.days())
    return [day for day in days if day not in closed], [day for day in days if day in closed]


def half_hours(plan: Plan) -> list[tuple[time, time]]:
    """Return the half hours that fit wholly into the periods, each once, in order."""
    found = set()
    for starts, ends in plan.periods:
        at = datetime.combine(plan.first, starts)
        last = datetime.combine(plan.first, ends) - timedelta(minutes=MINUTES)
        while at <= last:
            found.add((at.time(), (at + timedelta(minutes=MINUTES)).time()))
            at += timedelta(minutes=MINUTES)
    return sorted(found)

"""The demo's clock: moments before and after the base day, always on 開庁日."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nara_renkei.core.calendar import TOKYO, add_working_days, is_working_day
from nara_renkei.core.holidays import closed_days
from proposals.enums import Stage
from proposals.queries import days_to_promise


@dataclass(slots=True)
class Clock:
    """Counts from one base day; knows the closed days of the years around it."""

    base: date
    closed: frozenset[date]

    @classmethod
    def at(cls, base: date) -> "Clock":
        return cls(base, closed_days(base, days=900))

    def open_day(self, day: date) -> date:
        """Return the day itself, or the last 開庁日 before it."""
        while not is_working_day(day, self.closed):
            day -= timedelta(days=1)
        return day

    def ago(self, days: int) -> date:
        """Return the 開庁日 that lies about so many calendar days back."""
        return self.open_day(self.base - timedelta(days=days))

    def later(self, day: date, working_days: int) -> date:
        """Return the day so many 開庁日 later."""
        return add_working_days(day, working_days, self.closed)

    def before(self, working_days: int) -> date:
        """Return the 開庁日 so many 開庁日 before the base day."""
        day = self.base
        while working_days > 0:
            day -= timedelta(days=1)
            working_days -= is_working_day(day, self.closed)
        return self.open_day(day)

    def first_answer_due(self, day: date) -> date:
        """Return when the first answer falls due of what is sent to a 課 on this day."""
        return self.later(day, days_to_promise(Stage.FIRST_ANSWER, day))

    def routed_so_that_due(self, due: date) -> date:
        """Return the day of routing whose first answer falls due on ``due``."""
        day = self.open_day(due)
        for _ in range(120):
            if self.first_answer_due(day) <= due:
                return day
            day = self.open_day(day - timedelta(days=1))
        raise ValueError(f"no day of routing leads to {due}")


def by_eight(day: date) -> datetime:
    """Return 8:00 of the day, or now before it: a paper that is ordered for later is not made."""
    return min(moment(day, 8), timezone.now())


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """Return an hour of a day in Tokyo."""
    return datetime.combine(day, time(hour, minute), tzinfo=TOKYO)

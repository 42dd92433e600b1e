"""When the open 次の一歩 of an event are remembered: two weeks and three months after it. Calendar days."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    TWO_WEEKS = "2週間"
    THREE_MONTHS = "3か月"


# a day that was missed is made up for until so long after; later nobody is surprised by an old matter
MADE_UP_FOR: Final = timedelta(days=30)
# who wrote it this week needs no reminder
FRESH_FOR: Final = timedelta(days=7)
MONTHS: Final = 3


def due_on(stage: Stage, held_on: date) -> date:
    """Return the day on which those who owe a step are reminded."""
    if stage == Stage.TWO_WEEKS:
        return held_on + timedelta(days=14)
    years, month = divmod(held_on.month - 1 + MONTHS, 12)
    year, month = held_on.year + years, month + 1
    return date(year, month, min(held_on.day, monthrange(year, month)[1]))


def held_between(stage: Stage, today: date) -> tuple[date, date]:
    """Return the first and the last day of events whose reminder of this stage may go today."""
    before = (today - timedelta(days=days) for days in range(200))
    fit = [day for day in before if due_on(stage, day) <= today <= due_on(stage, day) + MADE_UP_FOR]
    return min(fit), max(fit)

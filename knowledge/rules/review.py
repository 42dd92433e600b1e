"""見直し: how far a page may be put off, and when its 課 is asked."""

from datetime import date, timedelta
from typing import Final

LONGEST: Final = 3  # years that a page may stand without being looked at
AGAIN: Final = timedelta(days=30)  # after which the 課 is asked again
TO_THE_DESK: Final = timedelta(days=60)  # past the day; then the desk hears of it


def latest_review(day: date) -> date:
    """Return the last day that may be chosen; 28 February for a 29 February."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + LONGEST, day=28 if leap else day.day)

"""When a promise is asked about: 90 days after the 研修, and 「まだ」 once more 30 days later."""

from datetime import date, timedelta
from typing import Final

ASKED_AFTER: Final = timedelta(days=90)
ASKED_AGAIN_AFTER: Final = timedelta(days=30)


def asks_on(took_part_on: date) -> date:
    """Return the day from which the person says what became of the promise."""
    return took_part_on + ASKED_AFTER


def asks_again_on(answered_on: date) -> date:
    """Return the day on which 「まだ」 is asked about again."""
    return answered_on + ASKED_AGAIN_AFTER

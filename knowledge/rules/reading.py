"""必読 by mail: how its links and sessions name a letter, and how long they stand."""

from datetime import datetime, timedelta
from typing import Final

# the session's key: whose link was opened in this browser, and when
HELD: Final = "guideline_reader"
HELD_FOR: Final = timedelta(hours=12)  # on a terminal that several people use
STANDS_FOR: Final = timedelta(days=60)
PREFIX: Final = "reading:"


def about_of(letter: int) -> str:
    """Return what a mailed link is about."""
    return f"{PREFIX}{letter}"


def letter_of(about: str) -> int:
    """Return the id of the letter from what a link is about."""
    return int(about.removeprefix(PREFIX))


def held(letter: int, at: datetime) -> list[int]:
    """Return what the session keeps of an opened link: the letter, and the second."""
    return [letter, int(at.timestamp())]


def held_letter(kept: list[int] | None, at: datetime) -> int | None:
    """Return which letter is open in this browser; None when none is, or it is too old."""
    if not kept:
        return None
    letter, opened = kept
    return letter if at.timestamp() - opened <= HELD_FOR.total_seconds() else None

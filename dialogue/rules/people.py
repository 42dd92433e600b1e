"""How a person of an event is named in links and sessions, and how long the person's own page stands."""

from datetime import date, timedelta
from typing import Final

# the session's key: participants whose mailed link was opened in this browser, the newest last
HELD: Final = "dialogue_people"
HELD_AT_MOST: Final = 20
# a mailed link opens the page until so many days after the event
STANDS_FOR: Final = timedelta(days=30)

PREFIX: Final = "participant:"


def about_of(code: str) -> str:
    """Return what a mailed link is about."""
    return f"{PREFIX}{code}"


def code_of(about: str) -> str:
    """Return the code of a badge from what a link is about."""
    return about.removeprefix(PREFIX)


def last_day(held_on: date) -> date:
    """Return the last day on which a mailed link of the event opens."""
    return held_on + STANDS_FOR


def held_with(held: list[int], participant: int) -> list[int]:
    """Return the session's list with one more at its end; the oldest fall off."""
    return [*(one for one in held if one != participant), participant][-HELD_AT_MOST:]

"""How a person on the list of a 研修 is named in links and sessions."""

from datetime import datetime, timedelta
from typing import Final

# the session's key: whose personal link was opened in this browser, and when
HELD: Final = "training_person"
# on a terminal that several people use, an open page does not stay until the next day
HELD_FOR: Final = timedelta(hours=12)
# a mailed link opens the pages until so many days after it was sent: the question after 90 days is answered by it
STANDS_FOR: Final = timedelta(days=150)

PREFIX: Final = "trainee:"


def about_of(trainee: int) -> str:
    """Return what a mailed link is about."""
    return f"{PREFIX}{trainee}"


def trainee_of(about: str) -> int:
    """Return the id of the trainee from what a link is about."""
    return int(about.removeprefix(PREFIX))


def held(user: int, at: datetime) -> list[int]:
    """Return what the session keeps of an opened link: the person, and the second."""
    return [user, int(at.timestamp())]


def held_user(kept: list[int] | None, at: datetime) -> int | None:
    """Return whose page is open in this browser, from what its session keeps; None when it was closed or is too old."""
    if not kept:
        return None
    user, opened = kept
    return user if at.timestamp() - opened <= HELD_FOR.total_seconds() else None

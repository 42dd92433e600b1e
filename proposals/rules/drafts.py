"""How long a draft stays: until when, and when its people hear of it. Calendar days."""

from datetime import date, timedelta
from typing import Final

UNOWNED_LASTS: Final = timedelta(days=7)
OWNED_LASTS: Final = timedelta(days=90)
WARNED_BEFORE: Final = timedelta(days=14)
REMINDED_AFTER: Final = timedelta(days=7)

# the session's keys: uuids of the drafts and of the consultations that this browser began
HELD: Final = "drafts"
HELD_CONSULTATIONS: Final = "consultations"
# the keys of the ダイアログ registrations that a personal link opened in it
HELD_REGISTRATIONS: Final = "registrations"


def last_day(moved_on: date, warned_on: date | None = None) -> date:
    """Return the last day of a draft that has an owner: never earlier than 14 days after the letter that says so."""
    usual = moved_on + OWNED_LASTS
    return max(usual, warned_on + WARNED_BEFORE) if warned_on else usual

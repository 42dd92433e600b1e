"""The stages of an event, one after the other; a step back only while nothing is lost by it."""

from dialogue.enums import EventState

PREPARING, OPEN, FIXED, TODAY, ENDED = EventState

# from where, to where
MOVES: frozenset[tuple[str, str]] = frozenset(
    {
        (PREPARING, OPEN),
        (OPEN, PREPARING),
        (OPEN, FIXED),
        (FIXED, OPEN),
        (FIXED, TODAY),
        (TODAY, FIXED),
        (TODAY, ENDED),
        (ENDED, TODAY),
    }
)
# a 団体 or 課 enters and changes what it wrote
TAKES_REGISTRATIONS = frozenset({OPEN})
# people may be replaced, and a registration cancelled, until the event is over
TAKES_CHANGES = frozenset({OPEN, FIXED, TODAY})
# companies and 課 meet, or have met
STARTED = frozenset({TODAY, ENDED})
# everybody reads the event's page
PUBLIC = frozenset({OPEN, FIXED, TODAY, ENDED})


def may_move(origin: str, target: str) -> bool:
    """Return whether an event may go from one stage to another."""
    return (origin, target) in MOVES

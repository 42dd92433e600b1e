"""The stages of a 回, one after the other; a step back only while nothing is lost by it."""

from training.enums import SessionState

PREPARING, OPEN, TODAY, ENDED = SessionState

# from where, to where
MOVES: frozenset[tuple[str, str]] = frozenset(
    {
        (PREPARING, OPEN),
        (OPEN, PREPARING),
        (OPEN, TODAY),
        (TODAY, OPEN),
        (TODAY, ENDED),
        (ENDED, TODAY),
    }
)
# those on the list read the page of the 回
SHOWN = frozenset({OPEN, TODAY, ENDED})
# somebody may be moved to another 回, or send a substitute
TAKES_CHANGES = frozenset({PREPARING, OPEN, TODAY})


def may_move(origin: str, target: str) -> bool:
    """Return whether a 回 may go from one stage to another."""
    return (origin, target) in MOVES

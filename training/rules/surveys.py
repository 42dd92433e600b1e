"""The two アンケート of a 回: by which key each is found, how it is called, and when people are asked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from training.enums import SessionState, Timing

# the word of the address
SLUGS: Final[Mapping[str, Timing]] = {"mae": Timing.BEFORE, "ato": Timing.AFTER}
WORDS: Final[Mapping[Timing, str]] = {Timing.BEFORE: "研修の前のアンケート", Timing.AFTER: "研修のあとのアンケート"}
# before: those who will come; after: those who came
ASKS_IN: Final[Mapping[Timing, frozenset[SessionState]]] = {
    Timing.BEFORE: frozenset({SessionState.OPEN, SessionState.TODAY}),
    Timing.AFTER: frozenset({SessionState.TODAY, SessionState.ENDED}),
}
TWO_WEEKS: Final = timedelta(days=14)


def key_of(session_key: str, timing: Timing) -> str:
    """Return how ``surveys`` finds it: 「session:r8-kanri-1:before」."""
    return f"{session_key}:{timing.lower()}"


def last_day(timing: Timing, held_on: date, today: date) -> date:
    """Return the day to propose: before, the day of the 研修; after, two weeks from it or from today."""
    return held_on if timing == Timing.BEFORE else max(held_on, today) + TWO_WEEKS


def why_not_until(closes_on: date, timing: Timing, held_on: date, today: date) -> str:
    """Return why a survey cannot close on this day; "" when it can."""
    if closes_on < today:
        return "締切は、きょうかそれより後の日にしてください。"
    if timing == Timing.BEFORE and closes_on > held_on:
        return "研修の前のアンケートの締切は、開催日までにしてください。"
    if timing == Timing.AFTER and closes_on < held_on:
        return "研修のあとのアンケートの締切は、開催日より後にしてください。"
    return ""

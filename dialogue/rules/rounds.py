"""Where an event stands in its rounds at a moment: before, in a round, between two, after the last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

Span = tuple[datetime, datetime]  # beginning and end of a round

# a countdown of days says nothing: until then the day stands there
COUNTED: Final = timedelta(hours=12)


class Phase(StrEnum):
    BEFORE = "before"
    ROUND = "round"
    BREAK = "break"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Now:
    phase: Phase
    number: int  # the round that runs, or comes next; the last one when all are over
    until: datetime | None  # when this phase ends; None after the last round

    def left(self, at: datetime) -> timedelta:
        return max(self.until - at, timedelta()) if self.until else timedelta()

    @property
    def is_waiting(self) -> bool:
        """Whether a round comes next and none runs."""
        return self.phase in {Phase.BEFORE, Phase.BREAK}

    def is_counted(self, at: datetime) -> bool:
        """Whether a countdown is of use."""
        return self.until is not None and self.left(at) <= COUNTED


def now_of(rounds: Sequence[Span], at: datetime) -> Now:
    """Return the phase; ``rounds`` one after the other, at least one."""
    for number, (starts, ends) in enumerate(rounds, 1):
        if at < starts:
            return Now(Phase.BEFORE if number == 1 else Phase.BREAK, number, starts)
        if at < ends:
            return Now(Phase.ROUND, number, ends)
    return Now(Phase.AFTER, len(rounds), None)


def words_of(now: Now, rounds: int) -> str:
    """Return what the room reads first."""
    if now.phase == Phase.BEFORE:
        return "まもなく1回目"
    if now.phase == Phase.ROUND:
        return f"{now.number}回目（全{rounds}回）"
    if now.phase == Phase.BREAK:
        return f"席を移ってください　次は{now.number}回目（全{rounds}回）"
    return "ラウンドテーブルは終わりました"


def left_words(left: timedelta) -> str:
    """Return 「7分05秒」, as a clock that is read from afar."""
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    return f"{minutes}分{seconds:02}秒"

"""The day itself: who sits where in which round as it was announced, and what the room is shown now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogue.models import Event
from dialogue.rules.rounds import Now, Span, left_words, now_of, words_of
from nara_renkei.core.live import server_clock

TABLES_AT_ONCE = 12  # more would be too small to be read from ten metres
TURNED_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Sitting:
    """A 団体 or a 課 at a table."""

    registration_id: int
    name: str
    is_company: bool


@dataclass(frozen=True, slots=True)
class TableSeats:
    number: int
    sitting: Sequence[Sitting]

    @property
    def companies(self) -> list[Sitting]:
        return [one for one in self.sitting if one.is_company]

    @property
    def divisions(self) -> list[Sitting]:
        return [one for one in self.sitting if not one.is_company]


@dataclass(frozen=True, slots=True)
class RoundSeats:
    number: int
    starts: datetime
    ends: datetime
    tables: Sequence[TableSeats]
    resting: Sequence[Sitting] = ()  # without a table in this round


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The seating as it was announced; no rounds before that."""

    rounds: Sequence[RoundSeats] = ()

    @property
    def tables(self) -> list[int]:
        """Return the numbers of the tables, each once."""
        return sorted({table.number for one in self.rounds for table in one.tables})

    def table_in(self, turn: RoundSeats, number: int) -> TableSeats:
        return next((table for table in turn.tables if table.number == number), TableSeats(number, ()))


@dataclass(frozen=True, slots=True)
class MySeat:
    """One round of one 団体 or 課."""

    number: int
    starts: datetime
    ends: datetime
    table: int | None  # None: no table in this round
    companions: Sequence[Sitting]  # whom one meets there


def spans_of(event: Event) -> list[Span]:
    """Return the beginning and the end of each round."""
    return [(event.round_starts(n), event.round_ends(n)) for n in range(1, event.rounds + 1)]


def seats_of(plan: DayPlan, registration_id: int) -> list[MySeat]:
    """Return the rounds of one 団体 or 課; empty before the seating is announced."""
    return [_my_seat(turn, registration_id) for turn in plan.rounds]


def _my_seat(turn: RoundSeats, registration_id: int) -> MySeat:
    for table in turn.tables:
        others = [one for one in table.sitting if one.registration_id != registration_id]
        if len(others) < len(table.sitting):
            return MySeat(turn.number, turn.starts, turn.ends, table.number, others)
    return MySeat(turn.number, turn.starts, turn.ends, None, ())


@dataclass(frozen=True, slots=True)
class Screen:
    """What the room is shown."""

    event: Event
    now: Now
    words: str
    left: str  # 「7分05秒」; empty when nothing is counted
    until: str  # the same moment in milliseconds, for the countdown of the page
    until_at: datetime | None
    tables: Sequence[TableSeats]
    shown_of: tuple[int, int] | None  # which tables of how many pages, where they do not fit on one
    resting: Sequence[Sitting]
    is_announced: bool


def screen_of(event: Event, plan: DayPlan, at: datetime) -> Screen:
    """Return the screen of a moment: the tables of the round that runs or comes next, some after the others."""
    now = now_of(spans_of(event), at)
    turn = next((one for one in plan.rounds if one.number == now.number), None) if now.until else None
    tables = list(turn.tables) if turn else []
    pages = -(-len(tables) // TABLES_AT_ONCE)
    page = int(at.timestamp() // TURNED_EVERY.total_seconds()) % pages if pages > 1 else 0
    is_counted = now.is_counted(at)
    return Screen(
        event=event,
        now=now,
        words=words_of(now, event.rounds),
        left=left_words(now.left(at)) if is_counted else "",
        until=server_clock(now.until) if now.until and is_counted else "",
        until_at=now.until,
        tables=tables[page * TABLES_AT_ONCE : (page + 1) * TABLES_AT_ONCE],
        shown_of=(page + 1, pages) if pages > 1 else None,
        resting=turn.resting if turn else (),
        is_announced=bool(plan.rounds),
    )


def day_plan(event: Event) -> DayPlan:
    """Return the seating of the event as it was announced."""
    return DayPlan()

"""The day itself: what the room is shown now of the announced seating."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogue.models import Event
from dialogue.queries.seating import AnnouncedPlan, Party, Round, Table
from dialogue.rules.rounds import Now, Span, left_words, now_of, words_of
from nara_renkei.core.live import server_clock

TABLES_AT_ONCE = 12  # more would be too small to be read from ten metres
TURNED_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Screen:
    """What the room is shown."""

    event: Event
    now: Now
    words: str
    left: str  # 「7分05秒」; empty when nothing is counted
    until: str  # the same moment in milliseconds, for the countdown of the page
    until_at: datetime | None
    tables: Sequence[Table]
    shown_of: tuple[int, int] | None  # which of how many pages of tables, where they do not fit on one
    resting: Sequence[Party]
    is_announced: bool


def spans_of(event: Event) -> list[Span]:
    """Return the beginning and the end of each round."""
    return [(event.round_starts(n), event.round_ends(n)) for n in range(1, event.rounds + 1)]


def screen_of(event: Event, plan: AnnouncedPlan | None, at: datetime) -> Screen:
    """Return the screen of a moment: the tables of the round that runs or comes next, some after the others."""
    now = now_of(spans_of(event), at)
    turn = next((one for one in plan.rounds if one.number == now.number), None) if plan and now.until else None
    tables = turn.tables if turn else ()
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
        resting=resting_in(plan, turn) if plan and turn else (),
        is_announced=plan is not None,
    )


def resting_in(plan: AnnouncedPlan, turn: Round) -> list[Party]:
    """Return who sits somewhere in the plan, but nowhere in this round, by name."""
    here = {party for table in turn.tables for party in table.parties}
    everybody = {party for one in plan.rounds for table in one.tables for party in table.parties}
    return sorted(everybody - here, key=lambda party: (not party.is_company, party.name))

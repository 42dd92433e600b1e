"""What the papers of an event are: PaperJob.kind; ``about`` is the slug of the event."""

from dataclasses import dataclass
from typing import Final

ARRIVALS: Final = "event_arrivals"
BADGES: Final = "event_badges"
SEAT_CARDS: Final = "event_seat_cards"
TABLE_CARDS: Final = "event_table_cards"
WALL_CHART: Final = "event_wall_chart"
NOTE_SHEETS: Final = "note_sheets"  # 出会いの記録用紙, one page for each 課


@dataclass(frozen=True, slots=True)
class DayPaper:
    kind: str
    name: str
    told: str  # what it is for, and how it is printed
    needs_plan: bool = False  # made of the announced seating


DAY_PAPERS: Final = (
    DayPaper(ARRIVALS, "受付の一覧", "A4縦。来た人の四角に印を付け、番号をあとで打ち込みます。"),
    DayPaper(BADGES, "名札", "A4縦に8枚。点線で切ります。番号とQRコードは、受付の一覧と同じです。"),
    DayPaper(SEAT_CARDS, "席札", "A4縦に2枚。実線で切り、点線で折って立てます。"),
    DayPaper(TABLE_CARDS, "卓札", "1卓にA4横1枚。卓の番号と、各回に着く団体と課。", needs_plan=True),
    DayPaper(WALL_CHART, "壁に貼る表", "A3横。卓ごとの表と、団体・課ごとの表。", needs_plan=True),
)


def day_paper(kind: str) -> DayPaper | None:
    return next((one for one in DAY_PAPERS if one.kind == kind), None)

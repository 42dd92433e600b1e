"""The papers of a whole event: PaperJob.kind, and what each is called. PaperJob.about is the event's slug."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class EventPaper:
    kind: str
    name: str
    told: str  # what it is and who reads it


MATERIALS: Final = EventPaper(
    "event_materials",
    "資料集",
    "「資料集に載せてよい」とした団体と課の、紹介・困りごと・参加する人です。配慮の要ることと、会いたい相手は載りません。",
)
REPORT: Final = EventPaper(
    "event_report",
    "開催報告",
    "下の数字と、アンケートの集計です。管理職の「報告」の画面にも出ます。終了の段階にしてから作れます。",
)
EVENT_PAPERS: Final = (MATERIALS, REPORT)


def event_paper(kind: str) -> EventPaper | None:
    return next((one for one in EVENT_PAPERS if one.kind == kind), None)

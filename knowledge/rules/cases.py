"""事例: how long its fields are, which of them the public reads, and which states staff read."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from knowledge.enums import CaseOrigin, CaseState

from .guideline import Passage, passages

TITLE, SUMMARY, FIELD = 60, 200, 40
SHORT, LONG = 1000, 2000  # characters
HOW, WHY, REASON, NAME = 300, 200, 400, 120
FIRST_YEAR: Final = 2000

OPEN: Final = (CaseState.INTERNAL, CaseState.PUBLIC)

# what the public reads of a version, in the order of the page; everything else is the city's
PUBLIC: Final = ("title", "summary", "background", "work", "effect", "voice")
INTERNAL: Final = ("benefit_yen", "benefit_how", "decided_how", "stumble", "reuse", "handover")
# what the 課 is asked when a proposal is done; the rest comes from the record
QUESTIONS: Final = ("work", "decided_how", "stumble", "reuse", "handover")
# the facts that go to the public with the words
FACTS: Final = (
    "field", "implementer", "division", "partner", "method", "year", "started_on", "ended_on", "days",
    "source_name", "source_url",
)  # fmt: skip

# why a 公開の面 was taken down when a newer one took its place
REPLACED: Final = "新しい内容に替えたため"
FIRST_WHY: Final = "初めの版です。"
# stands where a title or a summary is to be written: what the company marked is not copied
TO_WRITE: Final = "（まだ書いていません）"
NOT_WRITTEN: Final = "題と概要を書いてください。"
NO_FIELD: Final = "分野を書いてください。"
HALF_A_BENEFIT: Final = "効果額と、その出し方は、そろえて書いてください。"
ENDS_FIRST: Final = "終わった日は、始まった日か、それより後の日にしてください。"


@dataclass(frozen=True, slots=True)
class CaseWords:
    """What a case says."""

    title: str
    summary: str
    background: str = ""
    work: str = ""
    effect: str = ""
    voice: str = ""
    benefit_yen: int | None = None
    benefit_how: str = ""
    decided_how: str = ""
    stumble: str = ""
    reuse: str = ""
    handover: str = ""

    def values(self) -> dict[str, Any]:
        """Return the columns with their values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ClosingAnswers:
    """What the 課 says when a proposal is done, each of QUESTIONS and the 分野; all may be empty for later."""

    work: str = ""
    decided_how: str = ""
    stumble: str = ""
    reuse: str = ""
    handover: str = ""
    field: str = ""

    def answers(self) -> dict[str, str]:
        """Return the columns of a version with their values."""
        return {name: getattr(self, name) for name in QUESTIONS}


def why_not_kept(words: CaseWords, started_on: date | None, ended_on: date | None) -> str:
    """Return why a case cannot be saved like this; "" when it can."""
    if not words.title.strip() or not words.summary.strip():
        return NOT_WRITTEN
    if (words.benefit_yen is None) != (not words.benefit_how.strip()):
        return HALF_A_BENEFIT
    if started_on and ended_on and ended_on < started_on:
        return ENDS_FIRST
    return ""


def why_not_whole(title: str, summary: str, field: str) -> str:
    """Return what is missing before the desk can look at it; "" for nothing."""
    if TO_WRITE in {title, summary}:
        return NOT_WRITTEN
    return "" if field.strip() else NO_FIELD


def changes_of(label: str, old: str, new: str) -> list[Passage]:
    """Return what a field says otherwise, passage by passage, under its label."""
    return [Passage(label, one.pieces) for one in passages(old, new)]


def may_be_opened(state: str, origin: str) -> bool:
    """Whether the desk may open it: what was handed in, and what the desk itself took from a table."""
    return state == CaseState.HANDED_IN or (state == CaseState.DRAFT and origin == CaseOrigin.IMPORT)


def benefit_words(yen: int | None) -> str:
    """Return 「480,000円」; "" for none."""
    return "" if yen is None else f"{yen:,}円"


# columns of a case that only the city reads: its search form holds つまずき and 引継ぎメモ too
CITY_ONLY: Final = ("search", "search_vector", "returned_reason", "retired_reason", "drafted_by")

"""情報公開: the days of a 開示請求, and the grounds to begin with.

The days and the grounds are 見本: the usual shape of a city's 情報公開条例, to be checked against the city's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from screening.enums import DisclosureDecision, DocumentOutcome

ANSWER_DAYS: Final = 15  # from the day after receipt
EXTENSION_DAYS: Final = 30  # at most, after the answer's days
OPINION_DAYS: Final = 14  # to answer a 意見照会
OBJECTION_DAYS: Final = 14  # between the decision and the opening, when a 第三者 is against it
REVIEW_MONTHS: Final = 3  # 行政不服審査法18条1項: to ask for a 審査請求, from the day after one knew of the decision
NOTICE_DAYS: Final = 14  # until the notice of the decision is surely known
SOURCE: Final = "見本です。市町村の情報公開条例に多い日数と号です。奈良市情報公開条例の条文と号に合わせて直し、「確かめた」にしてください。"


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground to close: 号, name, what it is for."""

    number: int
    name: str
    explanation: str
    is_for_wishes: bool = False


FIRST_GROUNDS: Final = (
    Ground(1, "個人に関する情報", "氏名、電話、メール、住所など、特定の個人を識別できるもの。職員の職と氏名は、ふつう当たりません。"),
    Ground(
        2,
        "法人等に関する情報",
        "公にすると、法人や事業を営む個人の権利、競争上の地位、正当な利益を害するおそれがあるもの。",
        is_for_wishes=True,
    ),
    Ground(3, "公共の安全に関する情報", "公にすると、犯罪の予防や人の生命・財産の保護に支障が出るおそれがあるもの。"),
    Ground(
        4,
        "審議・検討に関する情報",
        "市の中の審議や検討で、公にすると、率直な意見の交換や中立性が損なわれるおそれがあるもの。",
    ),
    Ground(5, "事務・事業に関する情報", "公にすると、契約や交渉など、市の事務の適正な遂行に支障が出るおそれがあるもの。"),
)  # fmt: skip


def answer_due(received_on: date, days: int) -> date:
    """Return the last day to decide: ``days`` from the day after receipt."""
    return received_on + timedelta(days=days)


def latest_extension(due_on: date, days: int) -> date:
    """Return the last day to which the answer may be put off."""
    return due_on + timedelta(days=days)


def opens_from(decided_on: date, days: int) -> date:
    """Return the first day to open against an objection: ``days`` whole days lie between it and the decision."""
    return decided_on + timedelta(days=days + 1)


def number_prefix(year: str) -> str:
    """Return "R8-開-" of "R8"."""
    return f"{year}-開-"


def next_number(prefix: str, last: str | None) -> str:
    """Return the number after the last one given with this prefix."""
    sequence = int(last.removeprefix(prefix)) if last else 0
    return f"{prefix}{sequence + 1:04}"


def decision_of(outcomes: Iterable[str]) -> DisclosureDecision | None:
    """Return what the documents amount to; None while somebody has yet to look at one."""
    found = set(outcomes)
    if not found:
        return DisclosureDecision.ABSENT
    if "" in found:
        return None
    if found == {DocumentOutcome.OPEN}:
        return DisclosureDecision.OPEN
    return DisclosureDecision.CLOSED if found == {DocumentOutcome.CLOSED} else DisclosureDecision.PART

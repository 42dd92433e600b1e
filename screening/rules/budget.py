"""予算・議会 calendar: when money that is asked for now can be used. Plain Python; the rows are the city's to edit."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nara_renkei.core.calendar import era_year, wareki
from screening.enums import BudgetKind


@dataclass(frozen=True, slots=True)
class BudgetWay:
    """One way to money: its deadline each year, and the month from which the money is there."""

    kind: str  # a code of BudgetKind
    month: int
    day: int
    starts_month: int
    sentence: str  # what the 課 should know of it
    is_usual: bool  # the way that is promised; the others need a reason

    @property
    def label(self) -> str:
        return str(BudgetKind(self.kind).label)


# the first rows of the table; the city corrects the days
FIRST_WAYS = (
    BudgetWay(BudgetKind.INITIAL, 10, 15, 4, "翌年度の当初予算に入れます。", True),
    BudgetWay(BudgetKind.SUPPLEMENT, 7, 10, 10, "9月議会の補正。年度の途中で急ぐ理由が要ります。", False),
    BudgetWay(BudgetKind.SUPPLEMENT, 10, 20, 1, "12月議会の補正。年度の途中で急ぐ理由が要ります。", False),
    BudgetWay(BudgetKind.LIABILITY, 10, 15, 4, "2年以上の契約は、契約の前に債務負担行為の議決が要ります。", False),
    BudgetWay(
        BudgetKind.RESOLUTION, 10, 15, 1, "予定価格の大きな契約、財産の取得・処分は、議会の議決が要ります。", False
    ),
)


def deadline_of(way: BudgetWay, on: date) -> date:
    """Return the next deadline, the day itself included; the 31st of a short month is its last day."""
    this_year = _day(on.year, way.month, way.day)
    return this_year if this_year >= on else _day(on.year + 1, way.month, way.day)


def starts_on(way: BudgetWay, on: date) -> date:
    """Return the first day on which money asked for by the next deadline can be used."""
    deadline = deadline_of(way, on)
    year = deadline.year if way.starts_month > deadline.month else deadline.year + 1
    return date(year, way.starts_month, 1)


def budget_sentence(ways: Iterable[BudgetWay], on: date) -> str:
    """Return 「最短で令和9年4月。当初要求の締切は令和8年10月15日。」; empty when the table has no usual way."""
    usual = min((way for way in ways if way.is_usual), key=lambda way: (starts_on(way, on), way.kind), default=None)
    if usual is None:
        return ""
    start = starts_on(usual, on)
    name, _, year = era_year(start)
    return f"最短で{name}{'元' if year == 1 else year}年{start.month}月。{usual.label}の締切は{wareki(deadline_of(usual, on))}。"


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))

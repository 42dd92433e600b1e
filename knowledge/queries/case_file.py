"""What a table of 事例 would do, row by row. Nothing is written here."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from knowledge.models import CaseStudy, Method
from knowledge.rules.cases import FIELD, FIRST_YEAR, LONG, NAME, SUMMARY, TITLE
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Division
from nara_renkei.directory.queries import divisions_on
from nara_renkei.directory.rules.tables import Row, read_table

REQUIRED: Final = ("コード", "題", "概要", "分野", "実施主体", "担当課コード", "出典")
OPTIONAL: Final = ("連携手法", "年度", "背景と課題", "取り組んだこと", "効果", "出典のアドレス")
LIMITS: Final = {
    "題": TITLE,
    "概要": SUMMARY,
    "分野": FIELD,
    "実施主体": 80,
    "出典": NAME,
    "背景と課題": LONG,
    "取り組んだこと": LONG,
    "効果": LONG,
    "出典のアドレス": 300,
}
CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
ADDRESS: Final = re.compile(r"https?://[^\s/]+\.[^\s]+")


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """One row of the table. Either ``error`` says what is wrong with it, or it is taken, or known already."""

    row: Row
    words: str = ""  # what becomes of it
    error: str = ""
    owner: Division | None = None
    method: Method | None = None
    year: int | None = None

    @property
    def is_new(self) -> bool:
        return self.owner is not None

    @property
    def line(self) -> int:
        return self.row.line

    @property
    def code(self) -> str:
        return self.row["コード"]

    @property
    def title(self) -> str:
        return self.row["題"]


def plan_cases(text: str, day: date) -> list[PlannedCase]:
    """Return every row with what becomes of it. Three queries. Raises TableRefused for a text that is no table."""
    rows = read_table(text.encode(), required=REQUIRED, optional=OPTIONAL)
    planner = _Planner(day)
    return [planner.plan(row) for row in rows]


class _Wrong(Exception):
    """str(exc) stands on the row."""


class _Planner:
    """Judges one row after another, and remembers the codes it has seen."""

    def __init__(self, day: date) -> None:
        self.divisions = {one.code: one for one in divisions_on(day)}
        methods = list(Method.objects.in_use())
        self.methods = {name: one for one in methods for name in (one.code, one.name)}
        self.known = set(CaseStudy.objects.values_list("code", flat=True))
        self.lines: dict[str, int] = {}
        self.last_year = FiscalYear.of(day).year + 1

    def plan(self, row: Row) -> PlannedCase:
        try:
            self._check(row)
            if row["コード"] in self.known:
                return PlannedCase(row, "もうあります（変えません）")
            year, method, owner = self._year(row), self._method(row), self._owner(row)
        except _Wrong as exc:
            return PlannedCase(row, error=str(exc))
        return PlannedCase(row, "新しく取り込みます", owner=owner, method=method, year=year)

    def _check(self, row: Row) -> None:
        for column in REQUIRED:
            if not row[column]:
                raise _Wrong(f"「{column}」が空です。")
        for column, limit in LIMITS.items():
            if len(row[column]) > limit:
                raise _Wrong(f"「{column}」は{limit}字までです。いまは{len(row[column])}字です。")
        if not CODE.fullmatch(row["コード"]):
            raise _Wrong("コードは、半角の小文字・数字・ハイフンの20字までにしてください。例：koukai-01")
        if row["出典のアドレス"] and not ADDRESS.fullmatch(row["出典のアドレス"]):
            raise _Wrong("「出典のアドレス」は、https:// から始めてください。")
        first = self.lines.setdefault(row["コード"], row.line)
        if first != row.line:
            raise _Wrong(f"{first}行目と同じコードです。")

    def _owner(self, row: Row) -> Division:
        owner = self.divisions.get(row["担当課コード"])
        if owner is None:
            raise _Wrong(f"担当課コード「{row['担当課コード']}」の課は、いまありません。部課の一覧で確かめてください。")
        return owner

    def _method(self, row: Row) -> Method | None:
        if row["連携手法"] and row["連携手法"] not in self.methods:
            raise _Wrong(f"連携手法「{row['連携手法']}」はありません。連携手法カタログの名称かコードにしてください。")
        return self.methods.get(row["連携手法"])

    def _year(self, row: Row) -> int | None:
        text = row["年度"]
        if not text:
            return None
        if not (text.isdecimal() and FIRST_YEAR <= int(text) <= self.last_year):
            raise _Wrong(f"年度「{text}」が読めません。始まりの西暦を4桁で書いてください。例：2026")
        return int(text)

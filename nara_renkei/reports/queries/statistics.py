"""統計: the public figures of each 年度 beside one another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.sheets import Cells
from nara_renkei.reports.models import YearStatistics
from nara_renkei.reports.rules.figures import DEFINITIONS, FEWEST, Figure, Part

Record = dict[str, Any]  # a figure as JSON
BY_CODE: Final = {definition.code: definition for definition in DEFINITIONS}
HEAD: Final = ("年度", "コード", "名称", "内訳", "値", "単位", "もとの件数", "数えた日")
LICENCE: Final = "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）"
SMALL: Final = f"{FEWEST}件未満の内訳と、もとが{FEWEST}件未満の割合・中央値は、出しません（値は空）。"


@dataclass(frozen=True, slots=True)
class Year:
    """One 年度."""

    name: str  # 令和8年度
    year: int
    as_of: date
    figures: dict[str, Figure]  # by code


def record_of(figure: Figure) -> Record:
    """Return a figure as it is stored and given away."""
    return {
        "code": figure.definition.code,
        "value": figure.value,
        "cases": figure.cases,
        "parts": [{"label": part.label, "value": part.value} for part in figure.parts],
    }


def years_of_statistics() -> list[Year]:
    """Return the years, the newest first. One query."""
    return [
        Year(str(FiscalYear(row.year)), row.year, row.as_of, {one["code"]: _figure(one) for one in row.figures})
        for row in YearStatistics.objects.order_by("-year")
    ]


def _figure(record: Record) -> Figure:
    parts = [Part(part["label"], part["value"]) for part in record["parts"]]
    return Figure(BY_CODE[record["code"]], record["value"], record["cases"], parts)


def table_of(years: Iterable[Year]) -> list[Cells]:
    """Return the rows under HEAD. No query."""
    rows: list[Cells] = []
    for year in years:
        for figure in year.figures.values():
            what = figure.definition
            beside = (what.unit, "" if figure.cases is None else figure.cases, year.as_of.isoformat())
            rows.append((year.year, what.code, what.name, "", _or_empty(figure.value), *beside))
            rows += [
                (year.year, what.code, what.name, part.label, _or_empty(part.value), *beside) for part in figure.parts
            ]
    return rows


def _or_empty(value: float | None) -> float | str:
    return "" if value is None else value


def data_of(years: Iterable[Year]) -> Record:
    """Return all of it as JSON, with what the figures mean. No query."""
    return {
        "licence": LICENCE,
        "note": SMALL,
        "definitions": [
            {"code": one.code, "name": one.name, "unit": one.unit, "means": one.means, "source": one.source}
            for one in DEFINITIONS
        ],
        "years": [
            {
                "year": year.year,
                "name": year.name,
                "as_of": year.as_of.isoformat(),
                "figures": [record_of(one) for one in year.figures.values()],
            }
            for year in years
        ],
    }

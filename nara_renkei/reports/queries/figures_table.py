"""The figures of a period as a table: numbers as numbers."""

from collections.abc import Iterable
from typing import Final

from nara_renkei.core.sheets import Cells
from nara_renkei.reports.rules.figures import Figure
from nara_renkei.reports.rules.periods import Period

FIGURES_HEAD: Final = (
    "期間の始まり",
    "期間の終わり",
    "コード",
    "名称",
    "内訳",
    "値",
    "単位",
    "もとの件数",
    "何を数えるか",
    "出どころ",
)


def figures_table(period: Period, figures: Iterable[Figure]) -> list[Cells]:
    """Return a row of each figure and of each of its parts, under FIGURES_HEAD. No query."""
    rows: list[Cells] = []
    for figure in figures:
        what = figure.definition
        beside = ("" if figure.cases is None else figure.cases, what.means, what.source)
        lines = [("", figure.value), *((part.label, part.value) for part in figure.parts)]
        rows += [
            (period.first, period.last, what.code, what.name, label, "" if value is None else value, what.unit, *beside)
            for label, value in lines
        ]
    return rows

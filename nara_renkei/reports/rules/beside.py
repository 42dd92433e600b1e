"""Figures of several periods beside one another: one row for each figure and for each of its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .figures import DEFINITIONS, FEWEST, Definition, Figure, Part, number_text

NOT_YET: Final = "―"  # nothing was counted: before the first proposal, or no such part in the period
Column = Mapping[str, Figure] | None  # by code; None: a period before the first proposal
Line = tuple[str, Sequence[float | None]]  # the name of a figure and its values; None is a gap


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One figure through the periods, or one of its parts."""

    definition: Definition
    part: str  # empty: the figure itself
    cells: Sequence[str]  # of each period


def by_code(figures: Sequence[Figure]) -> Mapping[str, Figure]:
    """Return the figures of a period as a column."""
    return {one.definition.code: one for one in figures}


def beside(columns: Sequence[Column]) -> list[BesideRow]:
    """Return every figure in the order of DEFINITIONS, each followed by its parts."""
    return [row for definition in DEFINITIONS for row in _rows(definition, columns)]


def series_of(definition: Definition, columns: Sequence[Column]) -> Line:
    """Return a figure through the periods."""
    return definition.name, [column[definition.code].value if column else None for column in columns]


def _rows(definition: Definition, columns: Sequence[Column]) -> list[BesideRow]:
    found = [column[definition.code] if column else None for column in columns]
    labels = dict.fromkeys(part.label for one in found if one for part in one.parts)
    return [
        BesideRow(definition, "", [one.text if one else NOT_YET for one in found]),
        *(BesideRow(definition, label, [_part_text(one, label) for one in found]) for label in labels),
    ]


def _part_text(figure: Figure | None, label: str) -> str:
    parts: dict[str, Part] = {part.label: part for part in figure.parts} if figure else {}
    if figure is None or label not in parts:
        return NOT_YET
    value, unit = parts[label].value, figure.definition.unit
    return f"{FEWEST}{unit}未満など" if value is None else f"{number_text(value)}{unit}"

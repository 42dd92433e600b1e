"""Who may read the scores of the others, and how scores become figures. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from .criteria import HIGHEST


class Standing(StrEnum):
    """Where a reader stands before the scores of one proposal; each value is the sentence for the screen."""

    UNDECLARED = "採点と所見の前に、利害関係があるかどうかを申告してください。"
    RECUSED = "利害関係があると申告したので、この提案の所見と採点には加わらず、読むこともできません。"
    OWES_SCORES = "ほかの人の採点は、自分の採点を出したあとに読めます。"
    READS = ""


def standing(*, declared: bool, recused: bool, owes_scores: bool) -> Standing:
    """Return where a person stands: a conflict closes everything, one's own scores come before the others'."""
    if recused:
        return Standing.RECUSED
    if not declared:
        return Standing.UNDECLARED
    return Standing.OWES_SCORES if owes_scores else Standing.READS


@dataclass(frozen=True, slots=True)
class Figure:
    """What several assessors gave on one criterion."""

    median: float  # 1.0 to 4.0, in halves
    spread: int  # the highest less the lowest


@dataclass(frozen=True, slots=True)
class Total:
    points: float  # the medians by their weights
    most: int  # what four points everywhere would give

    @property
    def percent(self) -> float:
        """The share of the most there is, one decimal."""
        return round(100 * self.points / self.most, 1)


def figure(values: Sequence[int]) -> Figure | None:
    """Return median and spread of the scores; None when nobody has scored."""
    return Figure(float(median(values)), max(values) - min(values)) if values else None


def weighted_total(rows: Iterable[tuple[int, Figure | None]]) -> Total | None:
    """Return the weighted total of (weight, figure); None as long as a criterion has no score."""
    points, most = 0.0, 0
    for weight, found in rows:
        if found is None:
            return None
        points, most = points + weight * found.median, most + weight * HIGHEST
    return Total(points, most) if most else None

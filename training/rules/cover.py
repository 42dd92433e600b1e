"""How far those who must attend have come, group by group, and no group so small that somebody could be found in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nara_renkei.surveys.rules.figures import SMALLEST
from training.enums import Standing

TOGETHER = "全体"
NO_POST = "席なし"
OUTSIDE = "部に属さない席"


@dataclass(frozen=True, slots=True)
class Cover:
    """People of one group who must attend."""

    must: int
    came: int  # to whichever 回, late ones too
    studied: int  # passed the 自習 and came to none: never an 出席

    @property
    def missing(self) -> int:
        return self.must - self.came - self.studied

    @property
    def percent(self) -> int:
        """Share of those who came, whole per cent, rounded half up; 0 of nobody."""
        return _half_up(self.came * 100, self.must)

    @property
    def studied_percent(self) -> int:
        """Share of those who came or passed the 自習, whole per cent, rounded half up; 0 of nobody."""
        return _half_up((self.came + self.studied) * 100, self.must)


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One group of a table. Without a cover: too few people."""

    label: str
    cover: Cover | None


def cover_of(standings: Iterable[str]) -> Cover:
    """Return the counts of one group, from the Standing of each person."""
    counts = Counter(standings)
    return Cover(counts.total(), counts[Standing.CAME], counts[Standing.STUDIED])


def shown(label: str, cover: Cover) -> CoverRow:
    """Return one row that stands alone."""
    return CoverRow(label, cover if cover.must >= SMALLEST else None)


def shown_rows(groups: Sequence[tuple[str, Cover]]) -> list[CoverRow]:
    """Return the rows of a table whose total is known, in the order given.

    Groups under SMALLEST are hidden. What is hidden is the total less what is shown, so the smallest of the others
    are hidden too until all hidden groups together make SMALLEST.
    """
    hidden = {n for n, (_, cover) in enumerate(groups) if cover.must < SMALLEST}
    others = sorted(set(range(len(groups))) - hidden, key=lambda n: (groups[n][1].must, n))
    while hidden and others and sum(groups[n][1].must for n in hidden) < SMALLEST:
        hidden.add(others.pop(0))
    return [CoverRow(label, None if n in hidden else cover) for n, (label, cover) in enumerate(groups)]


def grade_label(grade: str) -> str:
    """Return 「6級」; what is no number as it is written."""
    return f"{grade}級" if grade.isdecimal() else grade or "級なし"


def grade_order(grade: str) -> tuple[bool, int, str]:
    """Return what puts the highest 級 first, then those that are no number, by name."""
    return (not grade.isdecimal(), -int(grade) if grade.isdecimal() else 0, grade)


def _half_up(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole) if whole else 0

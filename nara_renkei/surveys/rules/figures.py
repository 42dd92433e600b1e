"""What a result may show: counts, mean and share of a group, and no group so small that somebody could be found in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from nara_renkei.surveys.enums import Side

# a group of fewer answers is hidden, and whatever it could be worked out from
SMALLEST: Final = 5
SCORES: Final = (1, 2, 3, 4, 5)
TOGETHER: Final = "合わせて"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figures:
    """One group of scores, SMALLEST at least."""

    answers: int
    mean: float  # 1.00 to 5.00, two decimals, rounded half up
    counts: tuple[int, ...]  # of the scores 1, 2, 3, 4, 5
    satisfied: int  # share of 4 and 5, whole per cent, rounded half up

    @property
    def from_five(self) -> tuple[int, ...]:
        """The counts of 5, 4, 3, 2, 1, as tables show them."""
        return self.counts[::-1]


@dataclass(frozen=True, slots=True)
class Row:
    """One side of a question, or both sides together. Without figures: nobody answered, or too few."""

    label: str
    figures: Figures | None
    is_empty: bool = False  # nobody answered


@dataclass(frozen=True, slots=True)
class Texts:
    """Free answers of one group. Without texts: too few."""

    label: str
    texts: tuple[str, ...] | None


def figures_of(scores: Sequence[int]) -> Figures:
    """Return the arithmetic of one group. ``scores``: whole numbers from 1 to 5, one at least."""
    answers, counts = len(scores), tuple(scores.count(score) for score in SCORES)
    return Figures(
        answers=answers,
        mean=_half_up(sum(scores) * 100, answers) / 100,
        counts=counts,
        satisfied=_half_up((counts[3] + counts[4]) * 100, answers),
    )


def score_rows(company: Sequence[int] | None, division: Sequence[int] | None) -> list[Row]:
    """Return the sides that were asked (None: was not), and both together where that gives nobody away.

    Together less one shown side would be the hidden one: so together is shown when no side is hidden, or when both
    are and make SMALLEST between them.
    """
    asked = {label: scores for label, scores in _sides(company, division) if scores is not None}
    rows = [Row(label, _shown(scores), is_empty=not scores) for label, scores in asked.items()]
    if len(rows) == 2 and not any(row.is_empty for row in rows):
        hidden = sum(row.figures is None for row in rows)
        everybody = [*(company or ()), *(division or ())]
        rows.append(Row(TOGETHER, _shown(everybody) if hidden != 1 else None))
    return rows


def text_groups(company: Sequence[str], division: Sequence[str]) -> list[Texts]:
    """Return the texts by side; both sides as one group, which says no side, when one has too few. [] without texts."""
    sides = [(label, texts) for label, texts in _sides(company, division) if texts]
    if not all(len(texts) >= SMALLEST for _, texts in sides):
        sides = [(TOGETHER, [*company, *division])]
    # sorted: their order says nothing about who wrote them, and is the same on page and paper
    return [Texts(label, tuple(sorted(texts)) if len(texts) >= SMALLEST else None) for label, texts in sides]


def _sides(company: T, division: T) -> list[tuple[str, T]]:
    return [(str(Side.COMPANY.label), company), (str(Side.DIVISION.label), division)]


def _shown(scores: Sequence[int]) -> Figures | None:
    return figures_of(scores) if len(scores) >= SMALLEST else None


def _half_up(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)

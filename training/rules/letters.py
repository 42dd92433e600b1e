"""When each letter of a 回 may go, and to whom."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from training.enums import LetterKind, SessionState


@dataclass(frozen=True, slots=True)
class Occasion:
    states: frozenset[str]
    told: str  # who reads what
    too_early: str


OCCASIONS: Final[dict[LetterKind, Occasion]] = {
    LetterKind.INVITATION: Occasion(
        frozenset({SessionState.OPEN}),
        "この回に出る人に、日時と会場、本人のページへのリンクを送ります。件名に【要対応】が付きます。",
        "案内は、案内中の段階にしてから、開催日までに送れます。",
    ),
    LetterKind.REMINDER: Occasion(
        frozenset({SessionState.OPEN}),
        "案内を送った人のうち、いまもこの回に出ることになっている人に、もう一度送ります。件名に【要対応】が付きます。",
        "もう一度の案内は、案内中の段階のあいだ、開催日までに送れます。",
    ),
    LetterKind.EVE: Occasion(
        frozenset({SessionState.OPEN, SessionState.TODAY}),
        "この回に出る人に、日時と会場、受付の仕方を送ります。",
        "前日のお知らせは、案内中か当日の段階のとき、開催日までに送れます。",
    ),
    LetterKind.MISSED: Occasion(
        frozenset({SessionState.ENDED}),
        "この回の対象で、どの回にも出ず、自習もまだの人に、自習の締切を送ります。件名に【要対応】が付きます。",
        "自習の案内は、終了の段階にして、自習の締切を入れてから、その締切までに送れます。",
    ),
}


def may_go(kind: LetterKind, state: str, held_on: date, self_study_until: date | None, today: date) -> bool:
    """Return whether a letter may go today."""
    if state not in OCCASIONS[kind].states:
        return False
    last = self_study_until if kind == LetterKind.MISSED else held_on
    return last is not None and today <= last

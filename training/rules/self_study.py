"""自習: the five questions that are asked, and when enough of them are right. What was answered is kept in words."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands now."""

    key: int
    text: str
    choices: Sequence[str]
    right: int  # counts from 1
    explanation: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One question as it stood when it was answered."""

    text: str
    choices: Sequence[str]
    right: int
    chosen: int
    explanation: str

    @property
    def is_right(self) -> bool:
        return self.chosen == self.right

    @property
    def right_words(self) -> str:
        return self.choices[self.right - 1]

    @property
    def chosen_words(self) -> str:
        return self.choices[self.chosen - 1]


def digest(questions: Sequence[Asked]) -> str:
    """Return what tells whether the questions are still those that were shown."""
    shown = [(one.key, one.text, list(one.choices)) for one in questions]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


def answered(questions: Sequence[Asked], given: Mapping[int, int]) -> list[Answered]:
    """Return each question with the choice made. ``given``: key of a question to a choice, counted from 1; all of them."""
    return [Answered(one.text, one.choices, one.right, given[one.key], one.explanation) for one in questions]


def needed(pass_mark: int, questions: int) -> int:
    """Return how many must be right; never more than there are."""
    return min(pass_mark, questions)


def as_json(sheet: Sequence[Answered]) -> list[dict[str, object]]:
    """Return the sheet as the row keeps it."""
    return [asdict(one) for one in sheet]

"""What the doctor says, and what it is told before it looks."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Grade(StrEnum):
    """In the order in which they are read."""

    BAD = "bad"
    WATCH = "watch"
    UNKNOWN = "unknown"
    GOOD = "good"

    @property
    def label(self) -> str:
        return {Grade.BAD: "直す", Grade.WATCH: "注意", Grade.UNKNOWN: "不明", Grade.GOOD: "よし"}[self]


@dataclass(frozen=True, slots=True)
class Finding:
    key: str  # which check
    grade: Grade
    said: str  # what is so
    advice: str = ""  # what to do; "" when nothing is to be done


@dataclass(frozen=True, slots=True)
class Visit:
    """``clock``: whose clock to compare with; ``send_to``: who gets a letter; both may be ""."""

    now: datetime
    clock: str = ""
    send_to: str = ""
    first_company: bool = False  # everything must be right, not only what works today

    @property
    def missing(self) -> Grade:
        """The grade of what a trial can do without and a city cannot."""
        return Grade.BAD if self.first_company else Grade.WATCH


def bad(key: str, said: str, advice: str) -> Finding:
    return Finding(key, Grade.BAD, said, advice)


def watch(key: str, said: str, advice: str) -> Finding:
    return Finding(key, Grade.WATCH, said, advice)


def unknown(key: str, said: str, advice: str) -> Finding:
    return Finding(key, Grade.UNKNOWN, said, advice)

"""What has been tried of JIS X 8341-3:2016, and with what result: ``portal/accessibility.toml``, which people correct."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).resolve().parent.parent / "accessibility.toml"
WORDS: Final = {
    "kikai": "機械の検査で違反なし",
    "tashikameta": "自動のテストで確かめた",
    "gaito-nashi": "当てはまるものなし",
    "mada": "人の確認が、まだ",
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One 達成基準 of level A or AA."""

    number: str  # "1.1.1"
    name: str
    level: str  # A or AA
    result: str  # a key of WORDS
    axe: bool  # a rule of axe looks at a part of it
    how: str

    @property
    def word(self) -> str:
        return WORDS[self.result]


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Known:
    """A barrier that is known; ``excused`` is the selector that the browser's tests leave out for it."""

    text: str
    criteria: Sequence[str]
    excused: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    name: str
    pages: Sequence[tuple[str, str]]  # address and name; … stands for what differs


@dataclass(frozen=True, slots=True)
class Accessibility:
    """The 方針 and the results, as the two pages show them."""

    degree: str  # 準拠, 一部準拠 or 配慮
    why: str
    goal: str
    due: str
    tested_on: date
    standard: str
    technologies: str
    environment: str
    tools: Sequence[Tool]
    not_done: Sequence[str]
    known: Sequence[Known]
    criteria: Sequence[Criterion]
    areas: Sequence[Area]

    @property
    def counts(self) -> Sequence[tuple[str, int]]:
        """How many criteria have each result, in the order of WORDS."""
        results = [one.result for one in self.criteria]
        return [(word, results.count(result)) for result, word in WORDS.items()]


@cache
def accessibility() -> Accessibility:
    """Return what the file says. Raises KeyError or TypeError for a file that lacks something."""
    given: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Accessibility(
        **given
        | {
            "tools": [Tool(**one) for one in given["tools"]],
            "not_done": [one["text"] for one in given["not_done"]],
            "known": [Known(**one) for one in given["known"]],
            "criteria": [Criterion(**one) for one in given["criteria"]],
            "areas": [Area(one["name"], [(address, name) for address, name in one["pages"]]) for one in given["areas"]],
        }
    )

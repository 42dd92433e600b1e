"""ガイドライン: its first edition as files, what a version is told apart by, and what two versions say differently."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Final

from proposals.rules.word_diff import Piece, word_diff

TITLE, TEXT, WHY = 60, 20_000, 200  # characters

# Chapters to which pages of companies link: they stay public.
LINKED_BY_COMPANIES: Final = frozenset({"bunan", "teiansha"})

ANCHOR: Final = re.compile(r"[a-z][a-z0-9]{0,39}")
RESERVED: Final = frozenset({"bu", "zentai"})  # words that stand in addresses of the ガイドライン
HEADING: Final = re.compile(r"#{1,6} +(.+)")
BEGINNING: Final = "はじめ"


@dataclass(frozen=True, slots=True)
class FirstChapter:
    """A chapter of the first edition."""

    anchor: str
    label: str  # 第5章, 付A
    title: str
    is_public: bool
    owner: str  # name of the 課
    review_by: date
    must_read: bool
    text: str  # Markdown


def read_chapter(source: str) -> FirstChapter:
    """Return the chapter that a file of the first edition holds. Raises KeyError, ValueError for a file without its head."""
    _, head, text = source.split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    mark = facts["chapter"]
    return FirstChapter(
        anchor=facts["anchor"],
        label=f"第{mark}章" if mark.isdecimal() else mark,
        title=facts["title"],
        is_public=facts["audience"] == "public",
        owner=facts["owner"],
        review_by=date.fromisoformat(facts["review_by"]),
        must_read=facts["must_read"] == "yes",
        text=text.strip() + "\n",
    )


def digest(title: str, text: str) -> str:
    """Return the SHA-256 by which a version is known."""
    return sha256(f"{title}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines that two versions say differently."""

    heading: str  # under which they stand
    pieces: Sequence[Piece]


def passages(old: str, new: str) -> list[Passage]:
    """Return what changed from one text to another, line by line and in it word by word, under its headings."""
    before, after = old.splitlines(), new.splitlines()
    found = []
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        gone, new = ("\n".join(lines).strip("\n") for lines in (before[a:b], after[c:d]))
        if tag != "equal" and gone != new:  # a blank line is no change
            first = next((n for n in range(c, d) if after[n]), c - 1)
            found.append(Passage(_heading(after[: first + 1]), word_diff(gone, new)))
    return found


def _heading(lines: Iterable[str]) -> str:
    """Return the last heading of these lines."""
    headings = [match[1] for line in lines if (match := HEADING.fullmatch(line))]
    return headings[-1] if headings else BEGINNING

"""What changed between two texts, word by word. Plain Python; Japanese has no spaces, so a run of one script is a word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

# a changed 漢字 word is shown whole, and a sentence is not
WORD: Final = re.compile(r"[一-鿿々]+|[ぁ-ん]+|[ァ-ヶー]+|[A-Za-z0-9０-９]+|\s+|.", re.DOTALL)

# Matching costs the product of the words. No field of a proposal has more; a longer text is compared by the line.
MOST_WORDS: Final = 1_000
LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")

SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str  # SAME, GONE or NEW
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in reading order; what went stands before what came.

    SAME and NEW joined are ``new``, SAME and GONE joined are ``old``.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        before, after = LINE.findall(old), LINE.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        before, after = [old], [new]
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(after[c:d])))
            continue
        if b > a:
            pieces.append(Piece(GONE, "".join(before[a:b])))
        if d > c:
            pieces.append(Piece(NEW, "".join(after[c:d])))
    return pieces

"""What changed between two submitted versions, word by word. Plain Python."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# runs of one script are one word, so that a changed 漢字 word is shown whole and a sentence is not
WORD = re.compile(r"[一-鿿々]+|[ぁ-ん]+|[ァ-ヶー]+|[A-Za-z0-9０-９]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str  # "same", "gone" or "new"
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """Return the pieces of the new text and what went, in reading order; what went stands before what came."""
    before, after = WORD.findall(old), WORD.findall(new)
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[c:d])))
            continue
        if b > a:
            pieces.append(Piece("gone", "".join(before[a:b])))
        if d > c:
            pieces.append(Piece("new", "".join(after[c:d])))
    return pieces

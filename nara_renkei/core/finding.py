"""Words as people write them: variants of a kanji are one, and what was found is shown with its marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .text import normalise

# Names are written both ways, and who searches knows one. Left: as in 戸籍; right: as on the keyboard.
VARIANTS: Final = str.maketrans(
    "髙﨑嵜𠮷邊邉濵濱德槗桒栁嶋嶌齋齊廣澤櫻國眞惠會學圓澁瀧靜壽榮冨峯寳寶",
    "高崎崎吉辺辺浜浜徳橋桑柳島島斎斉広沢桜国真恵会学円渋滝静寿栄富峰宝宝",
)
# what follows a character and only says how it looks or sounds
TAIL: Final = "\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef"
SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
CLUSTER: Final = re.compile(rf"\s+|.[{TAIL}]*")
WORDS: Final = 8  # that are looked for, as core/search.py does
BEFORE: Final = 20  # characters shown before what was found


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it was looked for."""

    text: str
    is_found: bool


def fold(text: str) -> str:
    """Return the text with the variants of names written one way; ``normalise`` does the rest."""
    return SELECTORS.sub("", text).translate(VARIANTS)


def marked(text: str, words: str) -> tuple[Piece, ...]:
    """Return the text in pieces, as it was written, those that hold one of the words apart."""
    plain, places = _folded(text)
    found = [False] * len(text)
    for word in _words(words):
        for at in _everywhere(word, plain):
            first, last = places[at][0], places[at + len(word) - 1][1]
            found[first:last] = [True] * (last - first)
    return tuple(_pieces(text, found))


def snippet(text: str, words: str, room: int = 90) -> tuple[Piece, ...]:
    """Return about ``room`` characters around the first word found, else the beginning, in pieces."""
    plain, places = _folded(text)
    hits = [places[at][0] for word in _words(words) for at in _everywhere(word, plain)]
    first = max(0, min(hits, default=0) - BEFORE)
    if first + room >= len(text):
        first = max(0, len(text) - room) if first else 0
    last = min(len(text), first + room)
    pieces = marked(text[first:last], words)
    before, after = (Piece("…", False),) if first else (), (Piece("…", False),) if last < len(text) else ()
    return (*before, *pieces, *after)


def _words(words: str) -> list[str]:
    return [word for word in normalise(fold(words)).split(" ")[:WORDS] if word]


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the search form and, of each of its characters, which part of the text it stands for."""
    forms, places = [], []
    for cluster in CLUSTER.finditer(text):
        form = " " if cluster[0].isspace() else normalise(fold(cluster[0]))
        forms.append(form)
        places += [cluster.span()] * len(form)
    return "".join(forms), places


def _everywhere(word: str, plain: str) -> Iterator[int]:
    at = plain.find(word)
    while at >= 0:
        yield at
        at = plain.find(word, at + 1)


def _pieces(text: str, found: list[bool]) -> Iterator[Piece]:
    first = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or found[at] != found[first]:
            yield Piece(text[first:at], found[first])
            first = at

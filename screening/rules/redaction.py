"""墨塗り: what of a text stays open when words are hidden, and where hidden words still stand.

Words are found however they were written: full and half width, variants of a kanji, hyphens, brackets, spaces and line
breaks between. What is hidden leaves nothing behind: a closed part carries no text, so it has no length either.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nara_renkei.core.finding import CLUSTER, fold
from nara_renkei.core.text import normalise

TITLE, AUTHOR = "_title", "_by"  # the pieces that are the name of a document, and who wrote it
LEAST: Final = 2  # characters of a text hidden as a whole by which it is known again elsewhere
LEAST_OF_CLOSED: Final = 8  # and of a text in a document that is closed altogether
SEPARATING: Final = frozenset("-()")  # in telephone numbers: written, or not
NO_WORDS: Final = "隠す言葉がありません。文字を入れてください。"


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words to hide; ``words`` empty: the whole text. ``ground`` is the 号."""

    words: str
    ground: int


@dataclass(frozen=True, slots=True)
class Part:
    """Open text, or a box: a box has grounds and no text."""

    text: str
    grounds: tuple[int, ...] = ()

    @property
    def is_hidden(self) -> bool:
        return bool(self.grounds)

    @property
    def box(self) -> str:
        """What stands in the box."""
        return f"不開示：{'・'.join(f'第{number}号' for number in self.grounds)}"


def plain(text: str) -> str:
    """Return the form in which words are compared; "" when nothing but spaces and separators was written."""
    return _folded(text)[0]


def redacted(text: str, hidden: Sequence[Hidden]) -> tuple[Part, ...]:
    """Return the text as open parts and boxes. Boxes that touch are one, with the grounds of both.

    Also what only comes together when a box is taken out is hidden: joined, the open parts hold none of the words.
    Raises ValueError for words that are none.
    """
    words = [(plain(one.words), one.ground) for one in hidden if one.words]
    if not all(word for word, _ in words):
        raise ValueError(NO_WORDS)
    if whole := {one.ground for one in hidden if not one.words}:
        return (Part("", tuple(sorted(whole))),)
    if not words:
        return (Part(text),) if text else ()
    grounds: list[set[int]] = [set() for _ in text]
    open_now = list(range(len(text)))
    while True:
        open_now = [at for at in open_now if not grounds[at]]
        found = False
        for first, last, ground in _everywhere("".join(text[at] for at in open_now), words):
            found = True
            for at in range(open_now[first], open_now[last - 1] + 1):
                grounds[at].add(ground)
        if not found:
            return tuple(_parts(text, grounds))


def known_again(text: str, *, in_closed: bool) -> bool:
    """Return whether a text hidden as a whole is long enough to be looked for elsewhere: 「なし」 in a closed note is not."""
    return len(plain(text)) >= (LEAST_OF_CLOSED if in_closed else LEAST)


def open_text(parts: Iterable[Part]) -> str:
    """Return what stays to be read, joined."""
    return "".join(part.text for part in parts)


def stands_in(words: str, text: str) -> bool:
    """Return whether words stand in a text, however written."""
    wanted = plain(words)
    return bool(wanted) and wanted in plain(text)


def _everywhere(text: str, words: Sequence[tuple[str, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield first, last (exclusive) and ground of every place, overlapping ones too."""
    form, places = _folded(text)
    for word, ground in words:
        at = form.find(word)
        while at >= 0:
            yield places[at][0], places[at + len(word) - 1][1], ground
            at = form.find(word, at + 1)


def _parts(text: str, grounds: Sequence[set[int]]) -> Iterator[Part]:
    first = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or bool(grounds[at]) != bool(grounds[first]):
            run = set[int]().union(*grounds[first:at])
            yield Part("", tuple(sorted(run))) if run else Part(text[first:at])
            first = at


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the form compared and, of each of its characters, which part of the text it stands for."""
    forms: list[str] = []
    places: list[tuple[int, int]] = []
    for cluster in CLUSTER.finditer(text):
        form = _form(cluster[0])
        if form == "ー" and forms and forms[-1][-1].isdigit():
            continue  # 0742ー34ー1111
        if form:
            forms.append(form)
            places += [cluster.span()] * len(form)
    return "".join(forms), places


@lru_cache(maxsize=20_000)
def _form(cluster: str) -> str:
    kept = [
        character
        for character in normalise(fold(cluster))
        if not character.isspace() and character not in SEPARATING and unicodedata.category(character) != "Cf"
    ]
    return "".join(kept)

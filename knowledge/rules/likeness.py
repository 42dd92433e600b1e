"""How like two texts are in their words. Pure: texts in, positions and words out."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice
from math import log
from typing import Final

from nara_renkei.core.text import normalise

from .fields import FIELDS
from .words import IS_KANJI, RUN, WordFinder, as_written, fold, grams, spans

PIECE: Final = 2  # long runs of kanji are made of words of two
SHOWN: Final = 6


def alike(text: str, others: Sequence[str], *, fewest: int = 0) -> list[int]:
    """Return the positions of the texts that share most with one, the likest first; equals keep their order.

    What few of them share counts more. ``fewest``: those that share fewer pairs are left out.
    """
    own = set(grams(fold(text)))
    shared = [own & set(grams(fold(other))) for other in others]
    held = Counter(gram for one in shared for gram in one)
    weights = [sum(log(1 + len(others) / held[gram]) for gram in one) for one in shared]
    return sorted((n for n, one in enumerate(shared) if len(one) >= fewest), key=lambda n: -weights[n])


def in_common(text: str, other: str) -> tuple[str, ...]:
    """Return the words of a text that the other holds too, as the text spells them, at most SHOWN."""
    found = spans(fold(text), set(grams(fold(other))))
    return tuple(as_written(word, text) for word in found[:SHOWN])


def words_to_find(title: str, summary: str, count: int) -> list[str]:
    """Return words to search for, as the text spells them: first those of the fields of work, then the rest."""
    found: dict[str, None] = {}
    for text in (title, summary):
        usual, finder = _words()
        known = [as_written(word, text, usual[word]) for word in finder.find(fold(text))]
        found.update(dict.fromkeys(normalise(word) for word in known))
        for run in RUN.findall(normalise(text)):
            pieces = [run[i : i + PIECE] for i in range(0, len(run), PIECE)] if IS_KANJI.match(run) else [run]
            found.update(dict.fromkeys(pieces))
    return list(islice((word for word in found if len(word) >= PIECE), count))


@cache
def _words() -> tuple[dict[str, str], WordFinder]:
    usual = {fold(word): word for one in FIELDS for word in (said.lstrip("~") for said in one.duties + one.said)}
    return usual, WordFinder(usual)

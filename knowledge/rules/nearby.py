"""もしかして: the words of the city that are a slip away from one, and the words that a text is made of."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import Final

from nara_renkei.core.finding import fold as one_variant
from nara_renkei.core.text import normalise

from .fields import FIELDS
from .words import KANJI, RUN, WordFinder, as_written, fold

SHORTEST, LONGEST = 2, 40
# 子育て, 買い物支援: kanji with the kana they carry, where no particle is taken along
WITH_KANA: Final = re.compile(
    f"[{KANJI}]++[いえおきくけしすせたちつてびみめりるれ]{{1,2}}+(?:[{KANJI}]++[いきしちびみり]?)?"
)
INSIDE: Final = range(4, 13)  # characters of known words that are looked for inside longer ones
SHORT_WORD: Final = 4  # in these one slip is a slip, two are another word
SLIPS: Final = 2


def city_words(text: str) -> set[str]:
    """Return the words of a title: what is known of a city's work, and runs of kanji, katakana and letters."""
    plain = normalise(one_variant(text))
    usual, finder = _known()
    folded = fold(plain)
    inside = {folded[at : at + size] for at in range(len(folded)) for size in INSIDE} & usual.keys()
    known = {normalise(as_written(word, plain, usual[word])) for word in {*finder.find(folded), *inside}}
    found = known | set(RUN.findall(plain)) | set(WITH_KANA.findall(plain))
    return {word for word in found if SHORTEST <= len(word) <= LONGEST and word in plain}


@cache
def _known() -> tuple[dict[str, str], WordFinder]:
    usual = {fold(word): word for one in FIELDS for word in (said.lstrip("~") for said in one.duties + one.said)}
    return usual, WordFinder(usual)


def nearest(word: str, words: Mapping[str, int], count: int) -> list[str]:
    """Return the words within SLIPS slips of one, the nearest first; of equals those as long, that begin or
    end alike, then the more often used. ``words``: word, folded as the search folds, and how often it is used.
    """
    plain = normalise(one_variant(word))
    room = SLIPS if len(plain) > SHORT_WORD else 1
    letters = set(plain)
    near = []
    for other, times in words.items():
        if abs(len(other) - len(plain)) > room or other == plain or letters.isdisjoint(other):
            continue
        away = slips(plain, other, room)
        if away <= room:
            near.append((away, abs(len(other) - len(plain)), -_alike(plain, other), -times, other))
    return [other for *_, other in sorted(near)[:count]]


def _alike(one: str, other: str) -> int:
    """Return how many characters stand at the same place from either end."""
    ahead = _same(one, other)
    return max(ahead, _same(one[::-1], other[::-1]))


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip_longest(one, other)) if a != b), len(one))


def slips(one: str, other: str, room: int) -> int:
    """Return how many characters must be put in, left out, changed or swapped with the next; room + 1 for more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before = before, row
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > room:
            return room + 1
    return row[-1]

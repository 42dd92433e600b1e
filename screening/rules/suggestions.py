"""送付先の提案: which 課 is near to the words of a proposal. Pure: text in, ranked codes with their reasons out.

Three things speak for a 課: the fields of work that its 事務分掌 and the proposal share, the words they have in
common, and what it took or refused before. Who proposes is never looked at.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice, product
from math import exp, log, sqrt
from typing import Final

from knowledge.rules.fields import FIELDS
from knowledge.rules.words import WordFinder, as_written, fold, grams, spans

# How far a known word of each part convinces by itself, and how much its other words weigh.
TITLE, SUMMARY, REST = 0.7, 0.5, 0.15
WEIGHTS: Final = {TITLE: 2.0, SUMMARY: 1.0, REST: 0.0}
HINT: Final = 0.4  # what a word that only hints is worth
IN_COMMON: Final = 0.9  # the share of words in common beside that of the fields
LEARNT: Final = 1.5  # the share of what was taken or refused before
FEW: Final = 3.0  # so many past proposals with a word are needed to believe it half
AT_LEAST: Final = 50  # so many more are taken to be there, so that words tell in a small town and the first year
NEAR_ENOUGH: Final = 0.2
WORDS_SHOWN: Final = 6
BETWEEN_WORDS: Final = re.compile(r"[／、,\n\r]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """By what a 課 is known."""

    code: str
    name: str
    duties: str  # 事務分掌, divided by ／
    keywords: str = ""  # the 課's own, divided by ／


@dataclass(frozen=True, slots=True)
class Near:
    """One 課 that is near."""

    code: str
    score: int  # 1 to 99
    words: tuple[str, ...]  # of the proposal, those that count most first


# code → word → how much it speaks for it
_Points = dict[str, dict[str, float]]


@dataclass(slots=True)
class _Known:
    """A field with the 課 that work in it."""

    weight: float  # 0 to 1: the fewer 課, the more it tells
    codes: tuple[str, ...]


@dataclass(slots=True)
class _Past:
    """What is known of one pair of characters from past proposals."""

    seen: int = 0
    taken: dict[str, float] = field(default_factory=dict)  # code → taken less refused


@cache
def _vocabulary() -> tuple[WordFinder, dict[str, tuple[tuple[int, float], ...]], tuple[frozenset[str], ...]]:
    """Return a finder of the words of 事務分掌, every word with its fields and worth, and each field's first words."""
    worth: dict[str, dict[int, float]] = defaultdict(dict)
    for n, one in enumerate(FIELDS):
        for word in one.duties + one.said:
            folded = fold(word.lstrip("~"))
            worth[folded][n] = max(HINT if word.startswith("~") else 1.0, worth[folded].get(n, 0.0))
    firsts = tuple(frozenset(map(fold, one.duties)) for one in FIELDS)
    # a word of many fields convinces of each the less
    shared = {word: tuple((n, w / sqrt(len(of))) for n, w in of.items()) for word, of in worth.items()}
    return WordFinder(chain.from_iterable(firsts)), shared, firsts


class Suggester:
    """The index of a city's 課. Built once; learns one answered routing after the other."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._codes = [profile.code for profile in profiles]
        self._fields: list[_Known] = []
        self._worth: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._own: dict[str, list[tuple[int, float]]] = defaultdict(list)  # the keywords
        self._in_common: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self._past: dict[str, _Past] = defaultdict(_Past)
        self._spelled = {fold(word): word for profile in profiles for word in _keywords(profile)} | _spellings()
        self._learnt = 0
        self._know_fields(profiles)
        self._know_keywords(profiles)
        self._know_words(profiles)
        # two, so that the long word of one 課 hides no short one of another
        self._finders = [(WordFinder(worth), worth) for worth in (self._worth, self._own)]

    def _know_fields(self, profiles: Sequence[Profile]) -> None:
        of_duties, shared, firsts = _vocabulary()
        said = {one.code: set(of_duties.find(_text(one))) for one in profiles}
        numbers: dict[int, int] = {}
        for n, first in enumerate(firsts):
            codes = tuple(code for code, words in said.items() if words & first)
            if codes:
                numbers[n] = self._add_field(codes)
        for word, of in shared.items():
            self._worth[word] += [(numbers[n], worth) for n, worth in of if n in numbers]

    def _know_keywords(self, profiles: Sequence[Profile]) -> None:
        """Make a field of each keyword: of the 課 that named it alone."""
        owners: dict[str, list[str]] = defaultdict(list)
        for profile in profiles:
            for word in dict.fromkeys(map(fold, _keywords(profile))):
                owners[word].append(profile.code)
        for word, codes in owners.items():
            self._own[word].append((self._add_field(tuple(codes)), 1.0))

    def _add_field(self, codes: tuple[str, ...]) -> int:
        self._fields.append(_Known(_rarity(len(codes), len(self._codes)), codes))
        return len(self._fields) - 1

    def _know_words(self, profiles: Sequence[Profile]) -> None:
        held = {profile.code: set(grams(_text(profile))) for profile in profiles}
        count: dict[str, int] = defaultdict(int)
        for gram in chain.from_iterable(held.values()):
            count[gram] += 1
        rarity = {gram: _rarity(n, len(profiles)) for gram, n in count.items()}
        for code, found in held.items():
            size = sqrt(sum(rarity[gram] for gram in found)) or 1.0  # long duties must not win by length
            for gram in found:
                self._in_common[gram].append((code, rarity[gram] ** 2 / size))

    def learn(self, code: str, title: str, summary: str, *, taken: bool) -> None:
        """Remember that a 課 took a proposal (検討する, 一緒に検討する) or did not (担当ではない)."""
        self._learnt += 1
        for gram in set(chain(grams(fold(title)), grams(fold(summary)))):
            past = self._past[gram]
            past.seen += 1
            past.taken[code] = past.taken.get(code, 0.0) + (1.0 if taken else -1.0)

    def rank(
        self, title: str, summary: str, rest: str = "", *, count: int = 5, without: Collection[str] = ()
    ) -> list[Near]:
        """Return the 課 that are near, the nearest first; none when nothing is near. ``without``: codes left out."""
        parts = [(TITLE, fold(title)), (SUMMARY, fold(summary)), (REST, fold(rest))]
        weights: dict[str, float] = defaultdict(float)
        for part, text in parts:
            if WEIGHTS[part]:
                for gram in set(grams(text)):
                    weights[gram] += WEIGHTS[part]
        fields, common = self._by_fields(parts), self._by_words(weights)
        sums = {
            code: sum(fields[code].values()) + sum(common[code].values())
            for code in (fields.keys() | common.keys()).difference(without)
        }
        near = sorted((code for code in sums if sums[code] >= NEAR_ENOUGH), key=lambda code: (-sums[code], code))
        said = f"{title} {summary}"
        return [
            Near(code, _shown(sums[code]), self._reasons(fields[code], common[code], said)) for code in near[:count]
        ]

    def _by_fields(self, parts: Iterable[tuple[float, str]]) -> _Points:
        """Return what the fields say: each once, however many of its words stand there, but more convince more."""
        doubt: dict[int, float] = defaultdict(lambda: 1.0)
        spoken: dict[int, dict[str, float]] = defaultdict(dict)
        for (part, text), (finder, of) in product(parts, self._finders):
            for word in finder.find(text):
                for number, worth in of[word]:
                    doubt[number] *= 1 - part * worth
                    spoken[number][word] = max(part * worth, spoken[number].get(word, 0.0))
        points = _points()
        for number, left in doubt.items():
            known, words = self._fields[number], spoken[number]
            share = (1 - left) * known.weight / sum(words.values())
            for code in known.codes:
                for word, worth in words.items():
                    points[code][word] += share * worth
        return points

    def _by_words(self, weights: dict[str, float]) -> _Points:
        """Return what the words in common with the 事務分掌 say, and those of what was taken or refused before."""
        size = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        whole = sum(weights.values()) or 1.0
        points = _points()
        for gram, weight in weights.items():
            for code, tells in self._in_common.get(gram, ()):
                points[code][gram] += IN_COMMON * weight * tells / size
            past = self._past.get(gram)
            if past:
                trust = LEARNT * weight / whole * _rarity(past.seen, self._learnt) / (past.seen + FEW)
                for code, taken in past.taken.items():
                    points[code][gram] += trust * taken
        return points

    def _reasons(self, fields: dict[str, float], common: dict[str, float], said: str) -> tuple[str, ...]:
        """Return the words that spoke for a 課, those of the fields first, as people write them."""
        ordered = sorted(fields, key=lambda word: (-fields[word], word))
        known = [as_written(word, said, self._spelled.get(word, word)) for word in ordered]
        folded, spoken = fold(said), {gram for gram in common if common[gram] > 0}
        other = [as_written(span, said) for span in spans(folded, spoken)]
        shown: dict[str, str] = {}
        for word in known + other:
            plain = fold(word)
            if not any(plain in one or one in plain for one in shown):
                shown[plain] = word
        return tuple(islice(shown.values(), WORDS_SHOWN))


def _keywords(profile: Profile) -> list[str]:
    return [word for word in BETWEEN_WORDS.split(profile.keywords) if fold(word)]


@cache
def _spellings() -> dict[str, str]:
    """Return folded → as it is written, for the words of the fields."""
    return {fold(word): word for one in FIELDS for word in (plain.lstrip("~") for plain in one.duties + one.said)}


def _text(profile: Profile) -> str:
    return fold(f"{profile.name} {profile.duties} {profile.keywords}")


def _rarity(held: int, among: int) -> float:
    """Return 1 for what only one of many has, near 0 for what all have."""
    whole = among + AT_LEAST
    return log((whole + 1) / (held + 0.5)) / log(whole + 1)


def _shown(points: float) -> int:
    return min(max(round(100 * (1 - exp(-points))), 1), 99)


def _points() -> _Points:
    return defaultdict(lambda: defaultdict(float))

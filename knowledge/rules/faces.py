"""公開の面: its canonical form, and what of it the proposer asked the city to keep to itself."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from nara_renkei.core.finding import fold
from nara_renkei.core.text import normalise

LEAST: Final = 12  # characters of a sentence by which a field that is marked as a whole is known again
REMARK, WHY, ALT, CREDIT = 400, 400, 200, 80  # characters
SENTENCE: Final = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True, slots=True)
class Marked:
    """開示に配慮してほしい部分 of a proposal."""

    label: str  # of the field of the proposal
    part: str  # empty: the whole field
    text: str  # of the field


@dataclass(frozen=True, slots=True)
class Breach:
    """Words of a face that the proposer marked."""

    place: str  # key of the face's words
    label: str  # of the field of the proposal
    says: str  # what was found there


def digest(words: Mapping[str, Any], pictures: Sequence[Mapping[str, Any]]) -> str:
    """Return the SHA-256 of words and pictures, whatever the order of their keys."""
    both = {"words": dict(words), "pictures": [dict(one) for one in pictures]}
    canonical = json.dumps(both, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def breaches(texts: Mapping[str, str], marks: Iterable[Marked]) -> list[Breach]:
    """Return where marked words stand in the texts, in the order of the texts. Width, spaces and variants are folded."""
    wanted = [(mark.label, says, plain) for mark in marks for says, plain in _passages(mark)]
    return [
        Breach(place, label, says)
        for place, text in texts.items()
        for label, says, plain in wanted
        if plain in _plain(text)
    ]


def _passages(mark: Marked) -> Iterator[tuple[str, str]]:
    """Yield what must not be found, as it was written and folded."""
    if mark.part.strip():
        yield mark.part.strip(), _plain(mark.part)
        return
    for sentence in SENTENCE.split(mark.text):
        plain = _plain(sentence)
        if len(plain) >= LEAST:
            yield sentence.strip(), plain


def _plain(text: str) -> str:
    return normalise(fold(text)).replace(" ", "")

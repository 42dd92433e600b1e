"""Hints for the desk's checks: what may be worth a look, each with its reason. Nothing is decided by them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from nara_renkei.core.text import count_characters, normalise

from .hint_words import PURPOSES

# --- the same proposal again

# share of the pairs of the shorter text that stand in the other
NEAR: Final = 0.4
# with fewer pairs a share says nothing
FEWEST_PAIRS: Final = 25
# what the index is asked for: so many pieces of the text, each of so many characters
PIECES: Final = 24
PIECE: Final = 4
SIGN: Final = re.compile(r"[^\w]|_")
HIRAGANA: Final = re.compile(r"[\u3040-\u309f]")


class HintKind(StrEnum):
    SAME_NUMBER = "同じ法人番号"
    OPEN = "進行中の提案"
    NEAR = "よく似た提案"
    PURPOSE = "言葉"
    MISSING = "足りないところ"
    DECLARED = "申告"


@dataclass(frozen=True, slots=True)
class Hint:
    kind: HintKind
    reason: str  # a sentence
    number: str = ""  # of the proposal it points at
    organization: int | None = None  # the 団体 it points at


@dataclass(frozen=True, slots=True)
class Wording:
    """What is compared of a proposal."""

    idea: str  # its title and summary
    body: str

    @property
    def whole(self) -> str:
        return f"{self.idea}。{self.body}"


def likeness(one: Wording, other: Wording) -> float:
    """Return how much of the shorter proposal stands in the other, from 0 to 1, by pairs of characters.

    The order of the sentences does not count, nor what stands only in the longer one. A body of usual sentences is not
    enough: the idea must be alike too, where it is long enough to tell. 0 when the whole is too short.
    """
    whole = _share(one.whole, other.whole)
    idea = _share(one.idea, other.idea)
    return min(one for one in (whole, idea) if one is not None) if whole is not None else 0.0


def _share(one: str, other: str) -> float | None:
    """Return the share of the pairs in common, None where a text is too short. Hiragana says nothing."""
    mine, theirs = _pairs(one), _pairs(other)
    fewest = min(len(mine), len(theirs))
    return len(mine & theirs) / fewest if fewest >= FEWEST_PAIRS else None


def pieces(text: str) -> list[str]:
    """Return pieces of a text, spread over the whole of it, of which a near text has some: for asking an index."""
    plain = normalise(text)
    windows = (plain[i : i + PIECE] for i in range(len(plain) - PIECE + 1))
    telling = list(dict.fromkeys(one for one in windows if not SIGN.search(one) and len(HIRAGANA.findall(one)) <= 2))
    step = max(1.0, len(telling) / PIECES)
    return [telling[int(i * step)] for i in range(min(PIECES, len(telling)))]


def _pairs(text: str) -> frozenset[str]:
    plain = normalise(text)
    pairs = (plain[i : i + 2] for i in range(len(plain) - 1))
    return frozenset(one for one in pairs if not SIGN.search(one) and len(HIRAGANA.findall(one)) < 2)


# --- the words


def purpose_hints(text: str) -> list[Hint]:
    """Return which other windows the words of a proposal suggest."""
    plain = normalise(text)
    hints = []
    for purpose in PURPOSES:
        found = [word for word in purpose.words if normalise(word) in plain]
        if len(found) >= purpose.at_least:
            named = "".join(f"「{word}」" for word in found[:3])
            hints.append(
                Hint(HintKind.PURPOSE, f"{named}という言葉があり、{purpose.name}かもしれません。{purpose.way}")
            )
    return hints


# --- what is missing

# fewer characters say too little; the form asks for more, the desk may have entered less
ENOUGH: Final = {"summary": 20, "beneficiary": 15, "body": 80}
# a deck may carry the rest
CARRIED_BY_FILES: Final = "body"


def missing_hints(
    texts: Mapping[str, str], labels: Mapping[str, str], *, has_files: bool, asked: str | None
) -> list[Hint]:
    """Return which required fields are empty or say little.

    texts: required fields as a person reads them. asked: the answer to the question of a 課題, None without one.
    """
    hints = []
    for field, text in texts.items():
        count, wanted = count_characters(text.strip()), ENOUGH.get(field, 1)
        if count == 0 and not (has_files and field == CARRIED_BY_FILES):
            hints.append(Hint(HintKind.MISSING, f"「{labels[field]}」が空です。"))
        elif 0 < count < wanted and not (has_files and field == CARRIED_BY_FILES):
            hints.append(Hint(HintKind.MISSING, f"「{labels[field]}」が{count}文字だけです。"))
    if asked is not None and not asked.strip():
        hints.append(Hint(HintKind.MISSING, "課題の問いへの答えが空です。"))
    return hints


# --- what is known of the 団体


def declared_hints(declared: Sequence[tuple[str, str]]) -> list[Hint]:
    """Return one hint for each 申告 that says something: the code of its item and the answer."""
    return [
        Hint(HintKind.DECLARED, f"申告{code}に「{answer}」と答えています。状況を読み、確かめてください。")
        for code, answer in declared
    ]


def same_number_hint(name: str, pk: int) -> Hint:
    reason = f"同じ法人番号の団体が「{name}」という名称でも登録されています。番号と名称を確かめてください。"
    return Hint(HintKind.SAME_NUMBER, reason, organization=pk)


def open_hint(number: str, title: str, status: str) -> Hint:
    reason = f"同じ団体の「{title}」が{status}です。続きの話でないかを確かめてください。"
    return Hint(HintKind.OPEN, reason, number=number)


def near_hint(number: str, title: str, organization: str, share: float) -> Hint:
    """Return the hint of a near text; ``share`` as ``likeness`` gives it."""
    reason = (
        f"{organization}の「{title}」と文が{round(share * 100)}％重なります。同じ提案でないかを読み比べてください。"
    )
    return Hint(HintKind.NEAR, reason, number=number)

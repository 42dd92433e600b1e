"""Words of a Japanese text without a dictionary: one spelling for each, known words found, the rest in pairs."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from nara_renkei.core.text import normalise

KANJI: Final = "\u4e00-\u9fff々"
IS_KANJI: Final = re.compile(f"[{KANJI}]")
# Words that offices and companies spell in more than one way.
SPELLINGS: Final = (
    ("障害", "障がい"),
    ("障碍", "障がい"),
    ("子供", "子ども"),
    ("こども", "子ども"),
    ("ゴミ", "ごみ"),
    ("ケ瀬", "ヶ瀬"),
)
# 買い物・買物, 見守り・見守, 取り組み・取組: the kana that a word may carry or leave out.
CARRIED: Final = re.compile(f"(?<=[{KANJI}])[いきぎしちりみびえけげせめれ]")
# Words that count only where nothing of their kind stands beside them: the word, and its kind.
WHOLE: Final = (
    (re.compile(f"[{KANJI}]"), IS_KANJI),
    (re.compile("[ァ-ヺー]{1,3}"), re.compile("[ァ-ヺー]")),
    (re.compile("[a-z0-9]+"), re.compile("[a-z0-9]")),
)
RUN: Final = re.compile(f"[{KANJI}]+|[ァ-ヺー]{{2,}}|[a-z0-9]{{2,}}")


def fold(text: str) -> str:
    """Return the text in the one spelling in which words are compared."""
    folded = normalise(text)
    for other, ours in SPELLINGS:
        folded = folded.replace(other, ours)
    return CARRIED.sub("", folded)


def grams(folded: str) -> Iterator[str]:
    """Yield what a folded text is made of: pairs and triples of kanji, whole words of katakana and of letters."""
    for run in RUN.findall(folded):
        if IS_KANJI.match(run):
            yield from (run[i : i + 2] for i in range(len(run) - 1))
            yield from (run[i : i + 3] for i in range(len(run) - 2))
        else:
            yield run


class WordFinder:
    """Finds known words in folded text, the longest first and none inside another: 下水道 holds no 水道."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_head: dict[str, list[str]] = {}
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            self._by_head.setdefault(word[0], []).append(word)

    def find(self, folded: str) -> list[str]:
        """Return the words in the order they stand, each as often as it does. Both sides are folded."""
        found, at = [], 0
        while at < len(folded):
            word = next((word for word in self._by_head.get(folded[at], ()) if _stands(folded, word, at)), "")
            if word:
                found.append(word)
            at += len(word) or 1
        return found


def _stands(text: str, word: str, at: int) -> bool:
    """Return whether the word stands here by itself where it is short: コラボ holds no ラボ, 道具 no 道."""
    if not text.startswith(word, at):
        return False
    beside = text[max(at - 1, 0) : at] + text[at + len(word) : at + len(word) + 1]
    return not any(whole.fullmatch(word) and kind.search(beside) for whole, kind in WHOLE)


def as_written(word: str, text: str, usual: str = "") -> str:
    """Return a folded word as the text spells it; as it is ``usual`` where the text says so or it cannot be told."""
    plain = normalise(text)
    if usual and normalise(usual) in plain:
        return usual
    found = re.search(
        "[いきぎしちりみびえけげせめれ]?".join(map(re.escape, word)) + "[いきぎちりみびえけげせめれ]?", plain
    )
    return found.group() if found else usual or word


def spans(text: str, spoken: Collection[str]) -> list[str]:
    """Return the longest pieces of the text that are made of these words, each once, in their order."""
    found: dict[str, None] = {}
    for run in RUN.findall(text):
        piece = ""
        for at in range(len(run)):
            joined = run[at - 1 : at + 1] in spoken
            piece = piece + run[at] if joined and piece else run[at - 1 : at + 1] if joined else piece
            if piece and (not joined or at == len(run) - 1):
                found[piece] = None
                piece = ""
        if run in spoken:
            found[run] = None
    return list(found)

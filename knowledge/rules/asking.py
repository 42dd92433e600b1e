"""What somebody types into the search: words of two characters and more, cleaned; and which of them may be kept."""

import re
from dataclasses import dataclass
from typing import Final

from nara_renkei.core.finding import WORDS, fold
from nara_renkei.core.text import FORBIDDEN, normalise

LONGEST: Final = 100  # characters that are looked for
SHORTEST: Final = 2  # of a word
KEPT: Final = 60  # characters of what was looked for in vain
# a mail address, a telephone number or another long number, the number of a 提案
OF_A_PERSON: Final = re.compile(r"@|\d(?:[-() ]*\d){6}|r\d+-[a-z]-\d+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, and what of it is looked for."""

    typed: str  # as the box shows it again
    words: tuple[str, ...]
    too_short: tuple[str, ...]  # of one character
    is_cut: bool  # whether more was typed than is looked for

    @property
    def text(self) -> str:
        return " ".join(self.words)


def asked(typed: str) -> Asked:
    """Return the words of what was typed, whatever it is."""
    clean = " ".join(FORBIDDEN.sub(" ", typed[: 10 * LONGEST]).split())
    words = clean[:LONGEST].split()
    long = [word for word in words if len(normalise(fold(word))) >= SHORTEST]
    return Asked(
        typed=clean[:LONGEST],
        words=tuple(long[:WORDS]),
        too_short=tuple(word for word in words if word not in long),
        is_cut=len(clean) > LONGEST or len(long) > WORDS,
    )


def keepable(words: str) -> str:
    """Return what is kept of a search in vain, "" for what may say who somebody is."""
    plain = normalise(fold(words))
    return "" if OF_A_PERSON.search(plain) else plain[:KEPT].strip()

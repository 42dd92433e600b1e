"""How often the suggestions are right, on rows of which the answer is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from .suggestions import Profile, Suggester

PLACES: Final = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    summary: str
    divisions: tuple[str, ...]  # the names of the 課 that are acceptable


@dataclass(frozen=True, slots=True)
class Tried:
    """One example with what was suggested."""

    example: Example
    suggested: tuple[str, ...]  # names, the nearest first, at most five

    @property
    def place(self) -> int | None:
        """Where the first acceptable 課 stands, 1 the first; None when it is not among them."""
        return next((n for n, name in enumerate(self.suggested, 1) if name in self.example.divisions), None)


def try_out(profiles: Sequence[Profile], examples: Iterable[Example]) -> list[Tried]:
    """Return what would be suggested for each example without any history."""
    names, suggester = {profile.code: profile.name for profile in profiles}, Suggester(profiles)
    return [
        Tried(one, tuple(names[near.code] for near in suggester.rank(one.title, one.summary, count=max(PLACES))))
        for one in examples
    ]


def share_within(tried: Sequence[Tried], places: int) -> float:
    """Return the share, 0 to 1, whose right 課 is among the first ``places``; 0 of nothing."""
    return sum(one.place is not None and one.place <= places for one in tried) / max(len(tried), 1)

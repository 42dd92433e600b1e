"""What is asked of the ラウンドテーブル: who takes part, who wishes whom, and what the desk has settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

Pair = tuple[str, str]  # (key of a company, key of a 課)

TIME_LIMIT: Final = 50.0  # seconds; the worker's own limit is 90
# a plan this near to what can be reached at best is good enough: the last thousandths can cost minutes
GOOD_ENOUGH: Final = 0.01


class Missing(StrEnum):
    """Why somebody who is wished for has no seat at all."""

    UNREGISTERED = "UNREGISTERED"
    WAITING = "WAITING"  # 補欠
    CANCELLED = "CANCELLED"
    NOT_COME = "NOT_COME"  # on the day


@dataclass(frozen=True, slots=True)
class Company:
    key: str
    name: str
    line: str = ""  # 事業種目; empty = competes with nobody
    free: frozenset[int] | None = None  # rounds from 1; None = all
    table: int | None = None  # stays there, for 配慮


@dataclass(frozen=True, slots=True)
class Division:
    key: str
    name: str
    free: frozenset[int] | None = None  # rounds from 1; None = all
    table: int | None = None  # stays there, for 配慮


@dataclass(frozen=True, slots=True)
class Wish:
    by: str
    whom: str
    rank: int  # from 1, the dearest first


@dataclass(frozen=True, slots=True)
class Pin:
    company: str
    division: str
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    round: int  # from 1
    table: int  # from 1
    key: str


@dataclass(frozen=True, slots=True)
class Absentee:
    name: str
    why: Missing


@dataclass(frozen=True, slots=True)
class Problem:
    companies: tuple[Company, ...]
    divisions: tuple[Division, ...]
    tables: int
    rounds: int
    wishes: tuple[Wish, ...] = ()
    must: frozenset[Pair] = frozenset()
    pins: tuple[Pin, ...] = ()
    banned: frozenset[Pair] = frozenset()
    allows_competitors: bool = False
    announced: tuple[Seat, ...] = ()  # kept where possible
    absent: Mapping[str, Absentee] = field(default_factory=dict)  # key -> who is wished for, but has no seat
    seed: int = 1
    time_limit: float = TIME_LIMIT  # seconds in the solver
    good_enough: float = GOOD_ENOUGH  # relative gap at which the solver stops

    @property
    def everybody(self) -> tuple[Company | Division, ...]:
        """Return both sides."""
        return (*self.companies, *self.divisions)

    def name(self, key: str) -> str:
        """Return how the screen calls this party."""
        found = next((one.name for one in self.everybody if one.key == key), None)
        return found or (self.absent[key].name if key in self.absent else key)

    def free(self, one: Company | Division) -> frozenset[int]:
        """Return the rounds in which this party is there."""
        every = frozenset(range(1, self.rounds + 1))
        return every if one.free is None else one.free & every

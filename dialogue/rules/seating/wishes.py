"""How much a pair counts: pinned, must-meet, wished by both, wished by one, or nobody's wish."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from .problem import Pair, Problem, Wish


class Strength(IntEnum):
    """What comes first. The higher is settled before the lower."""

    NOBODY = 0
    ONE = 1
    MUTUAL = 2
    MUST = 3
    PINNED = 4


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    tier: Strength
    points: int  # more for an earlier rank; both sides are added


def pair_of(wish: Wish, companies: frozenset[str]) -> Pair:
    """Return the wish as (company, 課), whoever wished."""
    return (wish.by, wish.whom) if wish.by in companies else (wish.whom, wish.by)


def points(problem: Problem) -> dict[Pair, int]:
    """Return the points of each wished pair: the first rank gives as many as there are rounds, at least one."""
    companies, sums = frozenset(one.key for one in problem.companies), defaultdict[Pair, int](int)
    for wish in problem.wishes:
        sums[pair_of(wish, companies)] += max(1, problem.rounds + 1 - wish.rank)
    return dict(sums)


def strength_of_pairs(problem: Problem) -> Mapping[Pair, Claim]:
    """Return every pair that somebody asked for."""
    companies = frozenset(one.key for one in problem.companies)
    by: dict[Pair, set[str]] = defaultdict(set)
    for wish in problem.wishes:
        by[pair_of(wish, companies)].add(wish.by)
    worth = points(problem)
    claims = {pair: Claim(Strength.MUTUAL if len(who) == 2 else Strength.ONE, worth[pair]) for pair, who in by.items()}
    claims |= _raised(problem.must, Strength.MUST, worth)
    claims |= _raised(((pin.company, pin.division) for pin in problem.pins), Strength.PINNED, worth)
    return claims


def _raised(pairs: Iterable[Pair], tier: Strength, worth: Mapping[Pair, int]) -> dict[Pair, Claim]:
    return {pair: Claim(tier, worth.get(pair, 0)) for pair in pairs}

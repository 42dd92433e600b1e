"""Which 課 sits with which group at all, the rounds left aside: a transport problem that is solved at once.

Its bound holds for the rounds too, and its pairs, spread over the rounds, are often a best plan already.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from random import Random
from typing import Final

from .mip import Mip, Unknown

Place = tuple[str, int]  # (key of a 課, home table)

CHOICES: Final = 3  # sets of pairs that are tried before all pairs are


def choices(
    *,
    seed: int,
    possible: Collection[Place],
    seated: Mapping[str, int],
    load: Mapping[int, tuple[int, int]],
    held: Iterable[tuple[Mapping[Place, int], int]],
    worth: Mapping[Place, int],
) -> Iterator[tuple[int, frozenset[Place]]]:
    """Yield (bound of the worth, pairs that would reach it), each time with more pairs to choose from.

    ``seated``: rounds in which each 課 is there; ``load``: home -> fewest and most visits; ``held``: what may not be lost,
    as (worth of each place, least sum).
    """
    model = Mip(seed=seed, time_limit=5.0, tell=lambda progress: None)
    meets = {place: model.yes_or_no() for place in sorted(possible)}
    by_division, by_home = (
        defaultdict[str, list[tuple[int, Unknown]]](list),
        defaultdict[int, list[tuple[int, Unknown]]](list),
    )
    for (division, home), question in meets.items():
        by_division[division].append((1, question))
        by_home[home].append((1, question))
    for division, terms in by_division.items():
        model.at_most(terms, seated[division])
    for home, terms in by_home.items():
        model.at_most(terms, load[home][1])
        model.at_least(terms, load[home][0])
    for worths, least in held:
        model.at_least(_terms(meets, worths), least)
    bound = model.reach("", _terms(meets, worth)).bound
    model.reach("", [(1, question) for question in meets.values()])
    random = Random(seed)  # noqa: S311 - variety, not a secret
    chosen = set[Place]()
    for _ in range(CHOICES):
        chosen |= {place for place, question in meets.items() if model.says_yes(question)}
        yield bound, frozenset(chosen)
        model.try_without("", [(random.randint(1, 9), meets[place]) for place in meets if place not in chosen], ())


def _terms(meets: Mapping[Place, Unknown], worth: Mapping[Place, int]) -> list[tuple[int, Unknown]]:
    return [(worth[place], question) for place, question in meets.items() if place in worth]

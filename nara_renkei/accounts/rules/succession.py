"""Which 課 came before which. Plain Python."""

from collections import Counter
from collections.abc import Iterable


def with_predecessors(ids: Iterable[int], successions: Iterable[tuple[int, int]]) -> set[int]:
    """Return the ids and those of every 課 that ended in exactly one of them, through several reforms.

    ``successions`` are pairs (before, after). A 課 that was split in two belongs to neither half.
    """
    pairs = list(successions)
    ways = Counter(before for before, _ in pairs)
    found = set(ids)
    while earlier := {
        before for before, after in pairs if after in found and ways[before] == 1 and before not in found
    }:
        found |= earlier
    return found

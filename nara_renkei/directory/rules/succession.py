"""Who does the work of a 課 that has ended. Plain Python: keys in, keys out."""

from collections.abc import Collection, Mapping, Sequence

After = Mapping[int, Sequence[int]]  # a 課 → those that came directly after it


def ways_on(ended: int, after: After, standing: Collection[int]) -> list[int]:
    """Return the standing 課 that came after, through several reforms, in the order of ``after``."""
    found: list[int] = []
    seen, waiting = {ended}, list(after.get(ended, ()))
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        if one in standing:
            found.append(one)
        else:
            waiting.extend(after.get(one, ()))
    return found


def heir(ended: int, after: After, standing: Collection[int]) -> int | None:
    """Return the one 課 that took everything over (改称, 統合); None after a 分割 or without a successor."""
    seen, one = {ended}, ended
    while one not in standing or one == ended:
        ways = after.get(one, ())
        if len(ways) != 1 or ways[0] in seen:
            return None
        one = ways[0]
        seen.add(one)
    return one

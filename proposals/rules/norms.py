"""Which norm holds where several do. Plain Python."""

from collections.abc import Iterable


def most_specific(norms: Iterable[tuple[bool, bool, int]], otherwise: int) -> int:
    """Return the days of the norm that says most: (of a 課題, of a 課, days). ``otherwise``: the city's own.

    One of a 課題 and a 課 goes before one of the 課題 alone, that before one of the 課 alone: what the company read
    with the 課題 binds the city.
    """
    return max(norms, default=(False, False, otherwise), key=lambda one: (one[0], one[1]))[2]

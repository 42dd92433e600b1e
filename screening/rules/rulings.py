"""When a 裁定 is needed before a proposal may go to yet another 課. Plain Python."""

from collections.abc import Iterable

REFUSALS_WITHOUT_RULING = 1


def refusals_since_ruling(leads: Iterable[tuple[bool, bool]]) -> int:
    """Return how many lead 課 said 担当ではない since the last 裁定.

    ``leads``: the sendings to lead 課 in their order, each (the 課 refused, it was sent by a 裁定).
    """
    count = 0
    for refused, ruled in leads:
        count = refused + (0 if ruled else count)
    return count


def needs_ruling(refusals: int) -> bool:
    """Return whether the next 課 must be named by the 共創推進リーダー."""
    return refusals > REFUSALS_WITHOUT_RULING

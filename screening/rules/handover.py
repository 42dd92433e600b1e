"""引継ぎ: how early it is prepared, when it is late, whose name a 次の一歩 carries. Plain Python."""

from datetime import timedelta
from enum import IntEnum
from typing import Final

from nara_renkei.accounts.enums import PostKind

# the posts that have a 引継書
OF_A_DIVISION: Final = frozenset({PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER})
HANDED: Final = OF_A_DIVISION | {PostKind.LEADER, PostKind.DESK}

PREPARED_WITHIN: Final = timedelta(days=14)  # before the last day
LATE_AFTER: Final = timedelta(days=14)  # after the last day
READ_FOR: Final = timedelta(days=365)  # after the last day


class Likeness(IntEnum):
    """How surely a typed name is that of a person."""

    OTHER = 0
    PERHAPS = 1  # 「田中」, 「田中主査」: only the surname is theirs
    SAME = 2


def likeness(typed: str, name: str) -> Likeness:
    """Compare what somebody typed with the name of a person. Spaces do not count."""
    one, other, surname = squeezed(typed), squeezed(name), next(iter(name.split()), "")
    if not one or not other:
        return Likeness.OTHER
    if one == other:
        return Likeness.SAME
    return Likeness.PERHAPS if one.startswith(surname) or other.startswith(one) else Likeness.OTHER


def squeezed(text: str) -> str:
    return "".join(text.split())

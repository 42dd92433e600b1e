"""What stands for a person of a 団体 whose account was closed because its 保存年限 had passed. Plain Python."""

from datetime import timedelta
from typing import Final

NAME: Final = "（保存年限により削除）"
TOLD_BEFORE: Final = timedelta(days=30)  # the letter goes so long before the last day


def address_of(key: int) -> str:
    """Return what stands where the address stood: nothing is ever delivered below .invalid (RFC 2606)."""
    return f"user-{key}@deleted.invalid"

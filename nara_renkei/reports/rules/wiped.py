"""What stands in a report where a text was deleted when its 保存年限 had passed."""

from typing import Final

WIPED: Final = "（保存年限により削除）"


def shown(text: str) -> str:
    """Return the text, or that it was deleted."""
    return text.strip() or WIPED

"""What stands in a report where a text was deleted when its 保存年限 had passed."""

from proposals.rules.retention import WIPED


def shown(text: str) -> str:
    """Return the text, or that it was deleted."""
    return text.strip() or WIPED

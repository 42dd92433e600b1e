"""What a 企業メニュー is called that was taken over from a registration."""

from typing import Final

LONGEST_TITLE: Final = 60  # characters, as knowledge takes them


def title_of(offer: str) -> str:
    """Return the first sentence of what was offered, cut to fit; the desk and the 団体 word it anew where they like."""
    first = offer.strip().partition("\n")[0].partition("。")[0].strip()
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…"

"""関連するガイドライン・事例 of a 研修: one a line, a name and an address."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Related:
    name: str
    url: str  # "" for a line without an address: it is read, not followed


def related_of(text: str, site: str) -> Sequence[Related]:
    """Return the lines. A path is one of the public ``site``, unless it leads to the pages of staff."""
    return [_line(line.split(), site) for line in text.splitlines() if line.strip()]


def _line(words: Sequence[str], site: str) -> Related:
    address, name = words[-1], " ".join(words[:-1])
    if address.startswith(("https://", "http://", "/ka/")):
        return Related(name or address, address)
    if address.startswith("/") and not address.startswith("//"):
        return Related(name or address, f"{site}{address}")
    return Related(" ".join(words), "")

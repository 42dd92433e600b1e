"""What one proposer was told, as it will be shown to everybody who takes part in a 公募. Plain Python."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Told:
    on: str  # 2026-10-05
    how: str  # メッセージ, 通知文, 対話 …
    words: str

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


def in_order(items: Iterable[Told]) -> list[Told]:
    """Return what was told by its day; of one day in the order given."""
    return sorted(items, key=lambda one: one.on)


def content_of(items: Iterable[Told]) -> list[dict[str, str]]:
    """Return the rows as they are stored."""
    return [asdict(one) for one in items]


def digest_of(content: list[dict[str, str]]) -> str:
    """Return the SHA-256 of the stored rows: UTF-8, keys in order, no spaces."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

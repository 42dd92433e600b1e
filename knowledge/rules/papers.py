"""What the library's papers are of: PaperJob.kind and PaperJob.about."""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Final

MENUS: Final = "menus"  # 企業メニュー集


def menus_about(day: date, changed_at: datetime | None, count: int) -> str:
    """Name the booklet of a day, of so many menus and as of the last change of any: the same words, the same paper."""
    return f"{day.isoformat()}/{count}/{changed_at.timestamp() if changed_at else 0:.0f}"


GUIDELINE: Final = "guideline"  # ガイドライン
PUBLIC_EDITION, INTERNAL_EDITION = "public", "internal"


def guideline_about(edition: str, facts: Iterable[tuple[object, ...]]) -> str:
    """Name an edition by all that its paper shows of each chapter: the same words, the same paper."""
    return f"{edition}/{sha256(repr(list(facts)).encode()).hexdigest()[:32]}"

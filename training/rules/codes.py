"""The codes on the screen of a 回: they change every half minute, and only who sees the screen knows them."""

import hmac
import unicodedata
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

STEP: Final = 30  # seconds that a code is shown
# whoever opened the address of a QR in time may sign in first, and press the button so long after it
COUNTS_FOR: Final = timedelta(minutes=5)
# the session's key: whose QR was read in this browser, and when
SEEN: Final = "training_qr"

DIGITS: Final = 6

Code = Callable[[str, int], str]


def step_of(at: datetime) -> int:
    """Return which half minute it is, counted since 1970."""
    return int(at.timestamp()) // STEP


def next_step(at: datetime) -> int:
    """Return when the code changes, in milliseconds since 1970."""
    return (step_of(at) + 1) * STEP * 1000


def qr_code(seed: str, step: int) -> str:
    """Return what the address of the QR holds: too long to be guessed."""
    return _digest(seed, f"qr:{step}").hex()[:24]


def typed_code(seed: str, step: int) -> str:
    """Return the six digits for who has no camera; tries are limited where they are typed."""
    return f"{int.from_bytes(_digest(seed, f'typed:{step}')[:8], 'big') % 10**DIGITS:0{DIGITS}}"


def is_shown(code: Code, seed: str, given: str, at: datetime) -> bool:
    """Return whether this is the code on the screen, or the one before it; nothing older, and nothing to come."""
    step = step_of(at)
    found = [hmac.compare_digest(code(seed, one).encode(), given.encode()) for one in (step, step - 1)]
    return any(found)


def spaced(code: str) -> str:
    """Return 「123 456」: read aloud and typed in two halves."""
    return f"{code[:3]} {code[3:]}"


def read(typed: str) -> str:
    """Return the digits that were meant, in whatever width and with whatever between."""
    return "".join(one for one in unicodedata.normalize("NFKC", typed) if one.isdecimal() and one.isascii())


def seen(slug: str, session: int, at: datetime) -> list[str | int]:
    """Return what the browser's session keeps of a QR that was read in time."""
    return [slug, session, int(at.timestamp())]


def still_counts(seen_at: int, at: datetime) -> bool:
    """Return whether a QR that was read then, in seconds since 1970, opens the button now."""
    return 0 <= at.timestamp() - seen_at <= COUNTS_FOR.total_seconds()


def slug_of_seen(kept: Sequence[str | int] | None, at: datetime) -> str:
    """Return the page of the 研修 whose QR waits in this browser; empty when none does."""
    return str(kept[0]) if kept and still_counts(int(kept[2]), at) else ""


def _digest(seed: str, words: str) -> bytes:
    return hmac.digest(seed.encode(), words.encode(), "sha256")

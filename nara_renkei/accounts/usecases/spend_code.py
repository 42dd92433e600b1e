"""A code is good once, also when it is posted twice at the same moment."""

from typing import Final

from django.core.cache import cache

# Longer than any code lives: ten minutes in a letter, three half minutes on a telephone.
KEPT_SECONDS: Final = 15 * 60


def spend_code(whose: str, code: str) -> bool:
    """Return whether this is the first time. Of two at once the second waits for the first, and is told no.

    ``code``: the code's digest, or its digits where those of a person change with the time.
    """
    # The cache is a table with a unique key, so PostgreSQL decides who was first (base.py).
    return cache.add(f"spent:{whose}:{code}", 1, timeout=KEPT_SECONDS)

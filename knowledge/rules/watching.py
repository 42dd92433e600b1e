"""見守り: how short a word may be, how much a letter lists, how long its link stops it."""

from datetime import timedelta
from typing import Final

SHORTEST, WORDS = 2, 40  # characters
SHOWN: Final = 30  # pages in one letter
MOST: Final = 50  # watches of one person
STOPS_FOR: Final = timedelta(days=400)


def says(search: str, words: str) -> bool:
    """Return whether a text holds every word. Both in their search form."""
    return all(word in search for word in words.split(" "))

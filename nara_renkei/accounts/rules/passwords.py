"""Which passwords are guessed first: no kinds of characters are asked for, only that guessing takes long."""

from collections.abc import Iterable
from typing import Final

# What somebody who knows the city tries first. The list stands in security.md.
CITY_WORDS: Final = (
    "nara",
    "narashi",
    "naracity",
    "yamato",
    "shika",
    "city",
    "shiyakusho",
    "koumin",
    "renkei",
    "kouminrenkei",
    "kyoso",
    "kyousou",
    "desk",
    "teian",
    "portal",
    "password",
)
ENOUGH_GUESSES: Final = 10**8
LOOKED_AT: Final = 72  # characters: zxcvbn takes no more, and what is longer is not weaker


def is_guessed_early(password: str, about: Iterable[str]) -> bool:
    """Return whether common and leaked passwords, keyboard rows, dates, names, CITY_WORDS and ``about`` lead to it soon."""
    # When first used: its word lists take half a second and are needed when a password is set, hardly ever.
    from zxcvbn import zxcvbn

    words = [*CITY_WORDS, *(word for word in about if word)]
    return int(zxcvbn(password[:LOOKED_AT], user_inputs=words)["guesses"]) < ENOUGH_GUESSES

"""The code of a badge as it is shown, and as it is typed from paper or read by a scanner."""

import re
import unicodedata

SEPARATORS = re.compile(r"[\s、,;]+")
DASHES = re.compile(r"[-‐-―−ー_.]")


def shown(code: str) -> str:
    """Return 「ABCD-2345」: read aloud and typed in two halves."""
    return f"{code[:4]}-{code[4:]}"


def read(typed: str) -> str:
    """Return the code that was meant: of an address as well as of what was typed, in whatever width and case."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if "/" in text:
        text = text.rstrip("/").rpartition("/")[2]
    return DASHES.sub("", text).replace(" ", "").upper()


def read_many(typed: str) -> list[str]:
    """Return the codes of a list, one a line or with commas between, each once, in the order typed."""
    parts = SEPARATORS.split(unicodedata.normalize("NFKC", typed))
    return list(dict.fromkeys(code for code in map(read, parts) if code))

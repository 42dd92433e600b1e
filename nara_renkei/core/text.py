"""Text as strangers write it: the search form, cells that cannot bite, 法人番号."""

import re
import unicodedata

# Tildes and hyphens that Japanese keyboards and Word exchange at random.
FOLDED = str.maketrans({"〜": "~", "～": "~", "－": "-", "−": "-", "‐": "-", "–": "-", "—": "-"})
SPACES = re.compile(r"\s+")
# What keyboards and Word put where a hyphen is meant.
HYPHENS = re.compile(r"[\u2010-\u2015\u2212\u30fc\uff0d\uff70\ufe63]")
# C0 without tab and newline, C1, lone surrogates and what XML cannot hold: they belong in no text a person typed.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

LONGEST_KEY = 18  # digits that fit into a bigint
FORMULA_SIGNS = frozenset("=+-@＝＋－＠")
# categories of Unicode: spaces, separators, control and format characters
PASSED_OVER = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def normalise(text: str) -> str:
    """Return the search form: NFKC, case folded, half-width kana widened, tildes folded, spaces single."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # folding takes 「İ」 and the like apart: their marks go into order again
    return SPACES.sub(" ", unicodedata.normalize("NFKC", folded).translate(FOLDED)).strip()


def bigrams(text: str) -> list[str]:
    """Return the distinct pairs of neighbouring characters of the search form, in order, without spaces."""
    pairs = dict.fromkeys(word[i : i + 2] for word in normalise(text).split(" ") for i in range(len(word) - 1))
    return list(pairs)


def forbidden_character(text: str) -> str | None:
    """Return the first control character or lone surrogate, or None."""
    found = FORBIDDEN.search(text)
    return found.group() if found else None


def count_characters(text: str) -> int:
    """Return the number of code points, a line break counted as one."""
    return len(text.replace("\r\n", "\n"))


def plain_digits(text: str) -> str:
    """Return the text with half-width digits and one kind of hyphen, as a person means it on the telephone."""
    return HYPHENS.sub("-", unicodedata.normalize("NFKC", HYPHENS.sub("-", text))).strip()


def check_digit(body: str) -> str:
    """Return what stands in front of the other twelve digits of a 法人番号. Source: 法人番号の指定等に関する省令 第2条."""
    return str(9 - sum(int(one) * (1 + n % 2) for n, one in enumerate(reversed(body))) % 9)


def looks_like_my_number(text: str) -> bool:
    """Return whether the text is 12 digits, however written: it may be a My Number and must not be kept."""
    plain = unicodedata.normalize("NFKC", text)
    return re.fullmatch(r"[0-9]{12}", re.sub(r"[^\w]|_|ー", "", plain)) is not None


def whole_number(text: str) -> int | None:
    """Return the number that a browser sent back, or None: it is no row of digits, or longer than any key of ours."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY else None


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula.

    What some program passes over or does not show in front of a formula is looked through.
    """
    first = next((one for one in text if unicodedata.category(one) not in PASSED_OVER), "")
    return f"'{text}" if first in FORMULA_SIGNS or text.startswith(("\t", "\r", "\n")) else text


def shortened(text: str, length: int) -> str:
    """Return the text, or what fits of it into ``length`` characters with 「…」 at its end."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def one_line(text: str) -> str:
    """Return the text without line breaks, fit for a mail header."""
    return SPACES.sub(" ", text).strip()

"""Rows of a CSV of who came: what the words of other systems mean."""

import re
import unicodedata
from datetime import time
from typing import Final

from nara_renkei.core.text import normalise
from training.enums import Mark

REQUIRED: Final = ("職員番号", "氏名", "出欠")
OPTIONAL: Final = ("時刻", "回", "研修")

KATAKANA: Final = {hiragana: hiragana + 0x60 for hiragana in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
WORDS: Final = {
    **dict.fromkeys(("出席", "出", "○", "〇", "◯", "1"), Mark.PRESENT),
    **dict.fromkeys(("遅れて出席", "遅刻", "遅れ", "遅", "△"), Mark.LATE),
    **dict.fromkeys(("欠席", "欠", "×", "✕", "x", "0"), Mark.ABSENT),
}
CLOCK: Final = re.compile(r"(\d{1,2})[:時](\d{1,2})分?(?::\d{1,2})?")


def read_mark(text: str) -> Mark | None:
    """Return the mark that is meant, None for a word nobody agreed on."""
    return WORDS.get(unicodedata.normalize("NFKC", text).strip().casefold())


def read_clock(text: str) -> time | None:
    """Return the hour of 13:50, 13時50分 or 13:50:00; None when it is none."""
    found = CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_session(text: str) -> int | None:
    """Return the number of 「1」, 「第1回」; None when there is none."""
    digits = re.fullmatch(r"第?(\d{1,4})回?", unicodedata.normalize("NFKC", text).strip())
    return int(digits[1]) if digits else None


def plain_number(text: str) -> str:
    """Return a 職員番号 as it is kept: half-width, capital."""
    return unicodedata.normalize("NFKC", text).replace(" ", "").upper()


def bare_number(text: str) -> str:
    """Return a 職員番号 as a spreadsheet leaves it, that takes it for a quantity: without the zeros in front."""
    return plain_number(text).lstrip("0")


def plain_name(text: str) -> str:
    """Return a name so that two writings of it are the same: width, kana, spaces."""
    return normalise(text).translate(KATAKANA).replace(" ", "")

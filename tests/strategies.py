"""What strangers type, paste and choose, as hypothesis makes it; and how a property is tried."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nara_renkei.core.text import forbidden_character

KEPT = (
    "奈良市", "葛󠄀城", "𠮷野家の髙橋", "ﾅﾗｼﾞ", "か\u3099は\u309a", "１Ａ〜～", "鹿🦌👩‍👧", "二  つ", "\u3000",
    "\u202eexe.jpg", "\u2066מז\u2069", "\u200b\u2060", "\u2028", "\u2029", "\ufeff", "\u00a0", "\t", "\n",
    "</script><script>x()</script>", "<!--", "]]>", "&lt;&#0;\"'", "{{ 7 }}", "{% now %}", "{_{", "{#",
    "=cmd|' /C calc'!A0", "+81-742", "-1", "@SUM(1)", "＝1", "＋1", "－1", "＠1", "'=1", ",", ";", '"',
    "Bcc: x@example.jp", "%0d%0a", "%s%00{0}\\", "_x000D_", "\\u0000", "' OR 1=1 --", "あ" * 300,
)  # fmt: skip
REFUSED = ("\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9f", "\ud83d", "\udfff", "\ufffe", "\uffff")
BREAKS = ("\n", "\r\n", "\r")


def texts(*pieces: str, most: int = 8) -> st.SearchStrategy[str]:
    """Return texts of these pieces and of anything else, in any order."""
    return st.lists(st.sampled_from(pieces) | st.text(max_size=4), max_size=most).map("".join)


hostile = texts(*KEPT, *REFUSED, *BREAKS)
accepted = texts(*KEPT).filter(lambda text: forbidden_character(text) is None).map(lambda text: text.replace("\r", ""))
cells = texts(*KEPT, most=4).filter(lambda text: forbidden_character(text) is None)
NAMES = (
    "奈" * 200 + ".pdf", "あ" * 300, "../../etc/passwd.pdf", "C:\\資料\\計画.pdf", "CON.pdf", "見積.pdf.", "見積\u202efdp.exe",
    "資料", "資料.pdf.exe", ".pdf", "a\x00.pdf", "a\r\nX-Evil: 1.pdf", "葛󠄀城𠮷.pdf", "%2e%2e%2f.pdf", '"; x=".pdf', "\ud83d.pdf",
    "\uffff.pdf", " .pdf ",
)  # fmt: skip
names = st.sampled_from(NAMES) | hostile.map("{}.pdf".format)
typed_numbers = st.sampled_from(
    ["", "0", "-1", "１２３", "1,000", "1.5e9", "٣", "²", "九", "9" * 400, "0x10", "nan", "inf", "1_000", "\x00", "+1"]
) | st.integers().map(str)
typed_days = st.sampled_from(
    [
        "",
        "2026-02-30",
        "2026-13-01",
        "0000-00-00",
        "９９９９-１２-３１",
        "令和8年2月30日",
        "R99.1.1",
        "10000-01-01",
        "12/31",
    ]
) | st.dates().map(str)


def holds(*, gate: int = 40, full: int = 3_000, **drawn: st.SearchStrategy[Any]) -> Callable[..., Any]:
    """Try a property on ``gate`` examples in the gate and on ``full`` under --full, always the same ones."""

    def made(check: Callable[..., None]) -> Callable[..., None]:
        @pytest.mark.parametrize("examples", [gate, pytest.param(full, marks=pytest.mark.full)])
        def test(examples: int) -> None:
            strict = settings(
                max_examples=examples,
                derandomize=True,
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            )
            strict(given(**drawn)(check))()

        test.__name__ = check.__name__
        return test

    return made

from datetime import date
from types import SimpleNamespace

from .example import SITE, STAFF, Example

SELF_CHECK = {
    "division": "観光戦略課",
    "year": "令和8年度",
    "last": date(2027, 3, 15),
    "is_again": False,
    "url": f"{SITE}/ka/jikotenken/12/",
}
PAPER = SimpleNamespace(title="令和8年10月 月次報告", requested_by="管理職　花子（市長）", pages=5)
EXAMPLES = (
    Example("reports/self_check", "年に一度の自己点検のお願い", STAFF, SELF_CHECK),
    Example("reports/self_check", "自己点検の催促", STAFF, {**SELF_CHECK, "is_again": True}, "again"),
    Example("reports/paper_done", "報告の完成", STAFF, {"paper": PAPER, "link": f"{SITE}/hokoku/0a1b2c3d/"}),
)

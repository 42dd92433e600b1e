"""When a mark may be put, and which."""

from datetime import datetime
from typing import Final

from training.enums import Mark, SessionState, Way

CLOSED: Final = {
    SessionState.PREPARING: "出席の受付は、まだ始まっていません。会場の画面にQRが出てから、もう一度開いてください。",
    SessionState.OPEN: "出席の受付は、まだ始まっていません。会場の画面にQRが出てから、もう一度開いてください。",
    SessionState.ENDED: "出席の受付は終わりました。出席したのに付いていないときは、公民連携デスクに知らせてください。",
}
TOO_EARLY: Final = "この回は、まだ当日の段階ではありません。回の画面で「当日の段階にする」を押してから付けてください。"


def why_closed(state: str, way: Way) -> str:
    """Return why no mark can be put in this way now, as a sentence; empty when it can.

    By the QR on the day alone; by the clerk on the day and after it.
    """
    if way == Way.QR:
        return CLOSED.get(SessionState(state), "")
    return TOO_EARLY if state in {SessionState.PREPARING, SessionState.OPEN} else ""


def mark_of_arrival(arrived_at: datetime, late_from: datetime) -> Mark:
    """Return how somebody counts who comes at this moment."""
    return Mark.LATE if arrived_at >= late_from else Mark.PRESENT

"""The 部長会 to which a quarterly report is dated."""

import re
from datetime import date, timedelta
from typing import Final

from nara_renkei.core.calendar import wareki

from .periods import Period, quarter_with

KEY: Final = re.compile(r"(.{21})(?:/(\d{4}-\d{2}-\d{2}))?")
LATEST: Final = timedelta(days=366)  # after the quarter
TO_COME: Final = "まだ始まっていない四半期の報告は作れません。始まっている四半期を選んでください。"
GONE_BY: Final = (
    "四半期の途中の報告は、これからひらく部長会のために作ります。部長会の日を、今日か、その後の日にしてください。"
)
TOO_LATE: Final = "部長会の日は、四半期の終わりから1年以内の日にしてください。"


def why_not(quarter: Period, meeting_on: date | None, today: date) -> str:
    """Return why there is no report of this quarter for this 部長会; "" when there is. None: the day is not fixed."""
    if quarter.first > today:
        return TO_COME
    if meeting_on is None:
        return ""
    if today <= quarter.last:
        return GONE_BY if meeting_on < today else _too_late(quarter, meeting_on)
    if meeting_on <= quarter.last:
        return f"部長会の日は、四半期が終わった{wareki(quarter.last)}より後の日にしてください。"
    return _too_late(quarter, meeting_on)


def _too_late(quarter: Period, meeting_on: date) -> str:
    return TOO_LATE if meeting_on - quarter.last > LATEST else ""


def about_of(quarter: Period, meeting_on: date | None) -> str:
    """Return 「2026-07-01/2026-09-30/2026-10-20」; without the last part while the day is not fixed."""
    return f"{quarter.key}/{meeting_on.isoformat()}" if meeting_on else quarter.key


def read_about(about: str) -> tuple[Period, date | None] | None:
    """Return the quarter and the day of the 部長会; None for anything else."""
    found = KEY.fullmatch(about)
    quarter = quarter_with(found[1]) if found else None
    try:
        day = date.fromisoformat(found[2]) if found and found[2] else None
    except ValueError:
        return None
    return (quarter, day) if quarter else None

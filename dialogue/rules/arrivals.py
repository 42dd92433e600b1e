"""When people may be checked in, and what the server's clock says beside the event's own hours."""

from datetime import date, datetime, timedelta
from typing import Final

from dialogue.enums import EventState

# so long before the beginning and after the end nobody is expected at the desk
EARLY: Final = timedelta(hours=3)
LATE: Final = timedelta(hours=1)

START_THE_DAY = "ダイアログの画面を開いて「当日の段階にする」を押すと、受付が始まります。"


def why_closed(state: str, held_on: date, on: date, *, is_from_paper: bool = False) -> str:
    """Return why nobody is checked in now, as a sentence; empty while the desk is open.

    What was ticked on paper may be typed on the day and ever after.
    """
    if state == EventState.ENDED and not is_from_paper:
        return "このダイアログは終わりました。まだ受け付けるときは、" + START_THE_DAY
    if state not in {EventState.TODAY, EventState.ENDED}:
        return f"このダイアログは「{EventState(state).label}」の段階です。{START_THE_DAY}"
    if on < held_on or (on > held_on and not is_from_paper):
        return (
            f"開催日は{held_on.month}月{held_on.day}日ですが、サーバーの時計では今日は{on.month}月{on.day}日です。"
            "ダイアログの画面で、開催日と段階を確かめてください。"
            + ("" if on < held_on else "紙に印を付けた人は「紙の受付を打ち込む」から入れられます。")
        )
    return ""


def clock_words(starts: datetime, ends: datetime, at: datetime) -> str:
    """Return the server's clock beside the hours of the event, so that an hour's error is seen at once."""
    now = f"サーバーの時計は{at:%-H時%M分}です。"
    if at < starts:
        return f"{now}始まり（{starts:%-H時%M分}）まで{length(starts - at)}です。"
    if at < ends:
        return f"{now}始まり（{starts:%-H時%M分}）から{length(at - starts)}たちました。"
    return f"{now}終わり（{ends:%-H時%M分}）から{length(at - ends)}たちました。"


def is_odd_hour(starts: datetime, ends: datetime, at: datetime) -> bool:
    """Return whether nobody would be expected now: a wrong clock, or wrong hours in the event."""
    return not starts - EARLY <= at <= ends + LATE


def length(span: timedelta) -> str:
    """Return 「1時間5分」; seconds fall off."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    if not hours:
        return f"{minutes}分"
    return f"{hours}時間{minutes}分" if minutes else f"{hours}時間"

"""対話の日: what is agreed beside the moment itself, and how a moment is said. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nara_renkei.core.calendar import TOKYO, WEEKDAYS, wareki_with_year

MOST_DATES = 3
LENGTHS = (30, 60, 90, 120)  # minutes
USUAL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Terms:
    """Where, how long, and who comes for the city."""

    place: str = ""
    url: str = ""  # of an online meeting
    minutes: int = USUAL_LENGTH
    desk_attends: bool = True
    city_side: str = ""


def date_words(moment: datetime) -> str:
    """Return 「12月7日（月）10時00分」."""
    local = moment.astimezone(TOKYO)
    return f"{local.month}月{local.day}日（{WEEKDAYS[local.weekday()]}）{local:%-H時%M分}"


def dates_words(moments: Iterable[datetime]) -> str:
    return "／".join(date_words(one) for one in moments)


def when_words(start: datetime, minutes: int) -> str:
    """Return 「令和8年（2026年）12月7日（月）10時00分から11時00分まで」."""
    first = start.astimezone(TOKYO)
    last = first + timedelta(minutes=minutes)
    return f"{wareki_with_year(first.date())}{first:%-H時%M分}から{last:%-H時%M分}まで"


def refusal_of(dates: list[datetime], at: datetime) -> str:
    """Return why these dates cannot be offered, "" when they can."""
    if not dates:
        return "候補日を一つ以上入れてください。"
    if len(dates) > MOST_DATES:
        return f"候補日は{MOST_DATES}つまでです。"
    if min(dates) <= at:
        return "候補日は、これからの日時にしてください。"
    if len(set(dates)) < len(dates):
        return "同じ候補日が二つあります。"
    return ""

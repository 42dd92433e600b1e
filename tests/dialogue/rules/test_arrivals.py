from datetime import date, datetime, timedelta

import pytest

from dialogue.enums import EventState
from dialogue.rules.arrivals import clock_words, is_odd_hour, length, why_closed
from tests.harness import TOKYO

DAY = date(2026, 12, 4)
STARTS, ENDS = (datetime(2026, 12, 4, hour, 30, tzinfo=TOKYO) for hour in (13, 16))


def test_on_the_day_nothing_is_in_the_way():
    assert why_closed(EventState.TODAY, DAY, DAY) == ""


@pytest.mark.parametrize("state", [EventState.PREPARING, EventState.OPEN, EventState.FIXED])
def test_before_the_day_the_desk_reads_how_to_start_it(state):
    assert why_closed(state, DAY, DAY, is_from_paper=True) == (
        f"このダイアログは「{state.label}」の段階です。"
        "ダイアログの画面を開いて「当日の段階にする」を押すと、受付が始まります。"
    )


def test_after_the_end_only_the_paper_is_typed():
    after = DAY + timedelta(days=3)

    assert why_closed(EventState.ENDED, DAY, DAY) == (
        "このダイアログは終わりました。まだ受け付けるときは、"
        "ダイアログの画面を開いて「当日の段階にする」を押すと、受付が始まります。"
    )
    assert why_closed(EventState.ENDED, DAY, after, is_from_paper=True) == ""
    assert why_closed(EventState.TODAY, DAY, after, is_from_paper=True) == ""


def test_another_day_than_the_events_is_said_with_both_days():
    said = "開催日は12月4日ですが、サーバーの時計では今日は12月{}日です。ダイアログの画面で、開催日と段階を確かめてください。"

    assert why_closed(EventState.TODAY, DAY, date(2026, 12, 3), is_from_paper=True) == said.format(3)
    assert why_closed(EventState.TODAY, DAY, date(2026, 12, 5)) == (
        said.format(5) + "紙に印を付けた人は「紙の受付を打ち込む」から入れられます。"
    )


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (12, 10, "サーバーの時計は12時10分です。始まり（13時30分）まで1時間20分です。"),
        (14, 30, "サーバーの時計は14時30分です。始まり（13時30分）から1時間たちました。"),
        (16, 35, "サーバーの時計は16時35分です。終わり（16時30分）から5分たちました。"),
    ],
)
def test_the_clock_is_said_beside_the_hours_of_the_event(hour, minute, words):
    assert clock_words(STARTS, ENDS, datetime(2026, 12, 4, hour, minute, tzinfo=TOKYO)) == words


def test_an_odd_hour_is_long_before_or_after():
    hours = [(10, 29), (10, 30), (17, 30), (17, 31)]

    odd = [is_odd_hour(STARTS, ENDS, datetime(2026, 12, 4, *hour, tzinfo=TOKYO)) for hour in hours]

    assert odd == [True, False, False, True]


def test_a_length_leaves_out_what_is_nothing():
    assert [length(timedelta(minutes=m)) for m in (0, 59, 60, 61)] == ["0分", "59分", "1時間", "1時間1分"]

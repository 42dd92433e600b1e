from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nara_renkei.core.holidays import usual_closed_days
from proposals.rules.promises import Season, Span, days_of, due_on, skipped_days, within_days

CLOSED = {day: name for year in range(2025, 2029) for day, name in usual_closed_days(year)}
TODAY = date(2026, 10, 5)  # a Monday
MARCH = Season((3, 20), (4, 20), 5, "年度の替わり目で担当者の異動があるため")


def due(starts_on, days, *pauses, today=TODAY):
    return due_on(starts_on, days, pauses, frozenset(CLOSED), today=today)


@pytest.mark.parametrize(
    ("starts_on", "days", "last"),
    [
        (date(2026, 12, 25), 10, date(2027, 1, 15)),  # 12/28, then 1/4 to 1/8, 1/12 to 1/15
        (date(2026, 9, 18), 3, date(2026, 9, 28)),  # 敬老の日, 国民の休日, 秋分の日; then 9/24, 9/25, 9/28
        (date(2026, 10, 5), 3, date(2026, 10, 8)),
        (date(2026, 10, 5), 10, date(2026, 10, 20)),  # スポーツの日 10/12
    ],
)
def test_a_promise_without_a_pause_ends_on_the_day_counted_by_hand(starts_on, days, last):
    assert due(starts_on, days) == last


@pytest.mark.parametrize(
    ("pause", "last"),
    [
        (Span(date(2026, 10, 6), date(2026, 10, 6)), date(2026, 10, 8)),  # stopped and resumed on one day
        (Span(date(2026, 10, 6), date(2026, 10, 7)), date(2026, 10, 9)),  # the 7th is not counted
        (Span(date(2026, 10, 6), date(2026, 10, 9)), date(2026, 10, 14)),  # 7, 8, 9 stand; then 13, 14
        (Span(date(2026, 10, 9), date(2026, 10, 20)), date(2026, 10, 8)),  # after the end
        (Span(date(2026, 9, 1), date(2026, 9, 30)), date(2026, 10, 8)),  # before the beginning
        (Span(date(2026, 10, 6), date(2026, 10, 12)), date(2026, 10, 14)),  # a holiday is not skipped twice
    ],
)
def test_the_days_of_a_pause_are_not_counted(pause, last):
    assert due(date(2026, 10, 5), 3, pause) == last


def test_pauses_that_overlap_stop_the_clock_once():
    pauses = Span(date(2026, 10, 5), date(2026, 10, 7)), Span(date(2026, 10, 6), date(2026, 10, 8))

    assert due(date(2026, 10, 5), 3, *pauses) == date(2026, 10, 14)


def test_nothing_is_due_while_the_clock_stands():
    closed_one, open_one = Span(date(2026, 10, 1), date(2026, 10, 2)), Span(date(2026, 10, 6), None)

    assert due(date(2026, 10, 5), 3, closed_one, open_one) is None


def test_an_open_pause_has_stood_until_today():
    assert days_of([Span(date(2026, 10, 1), None)], until=date(2026, 10, 3)) == {date(2026, 10, 2), date(2026, 10, 3)}


@given(start=st.integers(0, 200), days=st.integers(1, 60), first=st.integers(-30, 90), length=st.integers(0, 40))
def test_a_pause_never_brings_a_date_forward(start, days, first, length):
    begin = TODAY + timedelta(days=start)
    pause = Span(begin + timedelta(days=first), begin + timedelta(days=first + length))

    assert due(begin, days, pause) >= due(begin, days)


def test_every_day_that_was_not_counted_has_its_reason():
    pauses = [Span(date(2026, 10, 6), date(2026, 10, 8), "お返事を待っています")]
    last = due(date(2026, 10, 5), 4, *pauses)

    assert last == date(2026, 10, 14)
    assert skipped_days(date(2026, 10, 5), last, pauses, CLOSED) == [
        (date(2026, 10, 7), "お返事を待っています"),
        (date(2026, 10, 8), "お返事を待っています"),
        (date(2026, 10, 10), "土曜日"),
        (date(2026, 10, 11), "日曜日"),
        (date(2026, 10, 12), "スポーツの日"),
    ]


def test_over_the_new_year_every_skipped_day_is_named():
    assert [(f"{day:%m-%d}", why) for day, why in skipped_days(date(2026, 12, 25), date(2027, 1, 15), [], CLOSED)] == [
        ("12-26", "土曜日"),
        ("12-27", "日曜日"),
        ("12-29", "年末年始"),
        ("12-30", "年末年始"),
        ("12-31", "年末年始"),
        ("01-01", "元日"),
        ("01-02", "年末年始"),
        ("01-03", "年末年始"),
        ("01-09", "土曜日"),
        ("01-10", "日曜日"),
        ("01-11", "成人の日"),
    ]


def test_in_the_silver_week_every_skipped_day_is_named():
    assert [(f"{day:%m-%d}", why) for day, why in skipped_days(date(2026, 9, 18), date(2026, 9, 28), [], CLOSED)] == [
        ("09-19", "土曜日"),
        ("09-20", "日曜日"),
        ("09-21", "敬老の日"),
        ("09-22", "国民の休日"),
        ("09-23", "秋分の日"),
        ("09-26", "土曜日"),
        ("09-27", "日曜日"),
    ]


@given(start=st.integers(0, 200), days=st.integers(1, 60), first=st.integers(0, 60), length=st.integers(0, 40))
def test_what_was_counted_and_what_was_skipped_make_the_whole_way(start, days, first, length):
    begin = TODAY + timedelta(days=start)
    pause = Span(begin + timedelta(days=first), begin + timedelta(days=first + length))
    last = due(begin, days, pause)

    assert len(skipped_days(begin, last, [pause], CLOSED)) + days == (last - begin).days


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2027, 3, 19), 10),
        (date(2027, 3, 20), 15),
        (date(2027, 4, 1), 15),
        (date(2027, 4, 20), 15),
        (date(2027, 4, 21), 10),
    ],
)
def test_the_norm_is_longer_from_20_march_to_20_april(day, days):
    assert within_days(10, day, MARCH) == days


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 12, 19), False),
        (date(2026, 12, 20), True),
        (date(2027, 1, 1), True),
        (date(2027, 1, 10), True),
        (date(2027, 1, 11), False),
    ],
)
def test_a_season_may_go_over_the_years_end(day, holds):
    assert Season((12, 20), (1, 10), 5, "年末年始のため").holds_on(day) is holds


def test_a_city_without_a_season_keeps_its_norm():
    assert within_days(10, date(2027, 4, 1), None) == 10

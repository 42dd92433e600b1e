from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nara_renkei.core.calendar import (
    FiscalYear,
    add_working_days,
    first_working_day,
    is_working_day,
    local_day,
    wareki,
    wareki_with_year,
    working_days_between,
)
from nara_renkei.core.holidays import usual_closed_days

CLOSED = frozenset(day for year in range(2024, 2029) for day, _ in usual_closed_days(year))
DAYS = st.dates(date(2024, 2, 1), date(2028, 10, 1))


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 12, 25), 10, date(2027, 1, 15)),  # over the year's end: 12/29 to 1/3, and 成人の日
        (date(2026, 9, 18), 3, date(2026, 9, 28)),  # 敬老の日, 国民の休日, 秋分の日
        (date(2026, 5, 1), 1, date(2026, 5, 7)),  # 5/3 is a Sunday: 振替休日 on 5/6
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 21), 1, date(2026, 11, 24)),  # from a Saturday over 勤労感謝の日
    ],
)
def test_a_promise_ends_on_the_day_counted_by_hand(start, days, last):
    assert add_working_days(start, days, CLOSED) == last


@given(start=DAYS, days=st.integers(1, 60))
def test_counting_back_gives_the_days_that_were_added(start, days):
    end = add_working_days(start, days, CLOSED)

    assert is_working_day(end, CLOSED)
    assert working_days_between(start, end, CLOSED) == days
    assert working_days_between(end, start, CLOSED) == -days


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 22), "令和8年11月22日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
    ],
)
def test_an_era_begins_on_its_first_day(day, name):
    assert wareki(day) == name


def test_a_date_before_the_solar_calendar_is_refused():
    with pytest.raises(ValueError, match="solar calendar"):
        wareki(date(1872, 12, 31))


def test_a_date_in_a_sentence_carries_the_western_year_and_the_weekday():
    assert wareki_with_year(date(2026, 11, 22)) == "令和8年（2026年）11月22日（日）"


@pytest.mark.parametrize(
    ("day", "short", "name"),
    [
        (date(2027, 3, 31), "R8", "令和8年度"),
        (date(2026, 4, 1), "R8", "令和8年度"),
        (date(2019, 4, 1), "R1", "令和元年度"),
        (date(2019, 3, 31), "H30", "平成30年度"),
        (date(1989, 4, 1), "H1", "平成元年度"),
    ],
)
def test_a_fiscal_year_begins_in_april(day, short, name):
    year = FiscalYear.of(day)

    assert (year.short, str(year)) == (short, name)


def test_a_fiscal_year_is_bounded_by_midnight_in_tokyo():
    first, after = FiscalYear(2026).bounds()

    assert first == datetime(2026, 3, 31, 15, tzinfo=UTC)
    assert after == datetime(2027, 3, 31, 15, tzinfo=UTC)


def test_the_day_is_the_one_in_tokyo():
    assert local_day(datetime(2026, 3, 31, 15, 0, tzinfo=UTC)) == date(2026, 4, 1)


def test_the_first_working_day_of_january_follows_the_holidays():
    assert first_working_day(2027, 1, CLOSED) == date(2027, 1, 4)

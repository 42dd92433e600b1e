from datetime import date

import pytest

from nara_renkei.reports.rules.months import (
    first_of_next,
    last_day,
    month_name,
    month_of,
    months_since,
    months_until,
    short_wareki,
)


@pytest.mark.parametrize("text", ["2026-10", "2026-01", "2026-12"])
def test_a_month_is_read_as_it_is_written(text):
    assert f"{month_of(text):%Y-%m}" == text


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-1", "1926-10", "2026-10-01", "２０２６-10", "2026-10\n"]
)
def test_anything_else_is_no_month(text):
    assert month_of(text) is None


def test_december_is_followed_by_january():
    assert first_of_next(date(2026, 12, 1)) == date(2027, 1, 1)
    assert last_day(date(2028, 2, 1)) == date(2028, 2, 29)


def test_months_are_counted_back_over_the_year():
    assert months_until(date(2026, 2, 14), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


def test_the_first_year_of_an_era_is_gannen():
    assert month_name(date(2019, 5, 1)) == "令和元年5月"
    assert short_wareki(date(2026, 10, 3)) == "R8.10.3"


def test_the_months_to_choose_go_back_to_a_day_three_years_at_most():
    today = date(2026, 10, 20)

    assert months_since(date(2026, 8, 3), today) == [date(2026, 10, 1), date(2026, 9, 1), date(2026, 8, 1)]
    assert months_since(today, today) == [date(2026, 10, 1)]
    assert len(months_since(date(2000, 1, 1), today)) == 36

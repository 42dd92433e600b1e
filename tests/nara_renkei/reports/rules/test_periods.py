from datetime import date

import pytest

from nara_renkei.reports.rules.periods import (
    TO_COME,
    TOO_LONG,
    UPSIDE_DOWN,
    Period,
    PeriodRefused,
    checked_period,
    period_of,
    quarter_of,
    quarter_with,
    quarters_until,
    usual_periods,
    year_with,
)

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2026, 4, 1), date(2027, 3, 31), "令和8年度"),
        (date(2026, 7, 1), date(2026, 9, 30), "令和8年度 第2四半期"),
        (date(2027, 1, 1), date(2027, 3, 31), "令和8年度 第4四半期"),
        (date(2026, 10, 1), date(2026, 10, 31), "令和8年10月"),
        (date(2026, 10, 2), date(2026, 10, 31), "令和8年10月2日から令和8年10月31日まで"),
    ],
)
def test_a_period_is_called_as_people_call_it(first, last, name):
    assert Period(first, last).name == name


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2026, 10, 2), date(2026, 10, 1), UPSIDE_DOWN),
        (date(2026, 11, 30), date(2026, 12, 1), TO_COME),
        (date(2015, 4, 1), date(2026, 3, 31), TOO_LONG),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason(first, last, why):
    with pytest.raises(PeriodRefused, match=why):
        checked_period(first, last, TODAY)


def test_ten_years_and_one_day_are_periods():
    assert checked_period(date(2016, 4, 1), date(2026, 3, 31), TODAY).name.startswith("平成28年4月1日")
    assert checked_period(TODAY, TODAY, TODAY).as_of(TODAY) == TODAY


def test_a_key_leads_back_to_its_period():
    period = Period(date(2026, 4, 1), date(2026, 9, 30))

    assert period_of(period.key) == period
    assert [period_of(key) for key in ("", "2026-10", "2026-02-30/2026-03-01")] == [None, None, None]


def test_years_and_quarters_to_choose_from_begin_with_this_year():
    found = usual_periods(date(2025, 6, 2), TODAY)

    assert [year for year, _ in found] == ["令和8年度", "令和7年度"]
    assert [one.name for one in found[0][1]] == [
        "令和8年度", "令和8年度 第1四半期", "令和8年度 第2四半期", "令和8年度 第3四半期",
    ]  # fmt: skip


def test_a_day_lies_in_its_quarter():
    days = (date(2026, 4, 1), date(2026, 9, 30), date(2026, 10, 1), date(2027, 3, 31))

    assert [quarter_of(day).name[-4:] for day in days] == ["1四半期", "2四半期", "3四半期", "4四半期"]


def test_quarters_go_back_over_the_turn_of_the_year():
    found = quarters_until(quarter_of(date(2026, 4, 1)), 3)

    assert [one.name for one in found] == ["令和7年度 第3四半期", "令和7年度 第4四半期", "令和8年度 第1四半期"]


def test_a_key_of_another_period_is_no_quarter_and_no_year():
    quarter, year = "2026-07-01/2026-09-30", "2026-04-01/2027-03-31"

    assert (quarter_with(quarter).key, str(year_with(year))) == (quarter, "令和8年度")
    assert [quarter_with(key) for key in (year, "2026-07-01/2026-09-29", "")] == [None, None, None]
    assert [year_with(key) for key in (quarter, "2026-04-01/2027-03-30", "")] == [None, None, None]

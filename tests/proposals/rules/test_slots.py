from datetime import date, time

from proposals.rules.slots import Plan, half_hours, open_days

# Tuesdays and Thursdays from a Monday on; Tuesday 3 November is 文化の日
PLAN = Plan(
    weekdays={1, 3},
    periods=[(time(10), time(12)), (time(14), time(15, 45))],
    first=date(2026, 11, 2),
    weeks=2,
)


def test_the_plan_means_its_weekdays_and_skips_closed_days():
    assert open_days(PLAN, frozenset({date(2026, 11, 3)})) == (
        [date(2026, 11, 5), date(2026, 11, 10), date(2026, 11, 12)],
        [date(2026, 11, 3)],
    )


def test_a_period_holds_whole_half_hours_only():
    starts = [starts for starts, _ in half_hours(PLAN)]

    assert starts == [time(10), time(10, 30), time(11), time(11, 30), time(14), time(14, 30), time(15)]


def test_periods_that_overlap_give_each_half_hour_once():
    plan = Plan(weekdays={0}, periods=[(time(10), time(11)), (time(10, 30), time(11))], first=PLAN.first, weeks=1)

    assert half_hours(plan) == [(time(10), time(10, 30)), (time(10, 30), time(11))]

"""When open 次の一歩 are remembered. 2025-12-05 is the day of the announcement."""

from datetime import date

import pytest

from dialogue.rules.follow_up import Stage, due_on, held_between


@pytest.mark.parametrize(
    ("stage", "held_on", "day"),
    [
        (Stage.TWO_WEEKS, date(2025, 12, 5), date(2025, 12, 19)),
        (Stage.THREE_MONTHS, date(2025, 12, 5), date(2026, 3, 5)),
        (Stage.THREE_MONTHS, date(2025, 11, 30), date(2026, 2, 28)),
        (Stage.THREE_MONTHS, date(2026, 9, 30), date(2026, 12, 30)),
    ],
)
def test_two_weeks_and_three_months_after_the_day(stage, held_on, day):
    assert due_on(stage, held_on) == day


def test_a_missed_day_is_made_up_for_during_thirty_days():
    assert held_between(Stage.TWO_WEEKS, date(2026, 1, 18)) == (date(2025, 12, 5), date(2026, 1, 4))
    assert held_between(Stage.THREE_MONTHS, date(2026, 3, 5)) == (date(2025, 11, 3), date(2025, 12, 5))


def test_no_event_is_in_both_stages_at_once():
    for day in (date(2026, 1, 18), date(2026, 3, 5), date(2027, 2, 28)):
        two_weeks, three_months = (held_between(stage, day) for stage in Stage)

        assert three_months[1] < two_weeks[0]

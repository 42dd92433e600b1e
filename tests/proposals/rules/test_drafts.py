from datetime import date

from proposals.rules.drafts import last_day


def test_a_draft_stays_ninety_days_and_two_weeks_after_the_letter():
    moved_on = date(2026, 10, 5)

    assert last_day(moved_on) == date(2027, 1, 3)
    assert last_day(moved_on, warned_on=date(2026, 12, 20)) == date(2027, 1, 3)
    assert last_day(moved_on, warned_on=date(2027, 1, 2)) == date(2027, 1, 16)

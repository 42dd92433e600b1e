from datetime import date, timedelta

from tests.harness import TODAY
from training.enums import Timing
from training.rules.surveys import key_of, last_day, why_not_until

HELD = date(2026, 12, 3)


def test_a_survey_is_found_by_its_session_and_its_side():
    assert key_of("session:r8-kanri-1", Timing.BEFORE) == "session:r8-kanri-1:before"
    assert key_of("session:r8-kanri-1", Timing.AFTER) == "session:r8-kanri-1:after"


def test_the_survey_before_ends_with_the_day_and_the_one_after_two_weeks_later():
    assert last_day(Timing.BEFORE, HELD, TODAY) == HELD
    assert last_day(Timing.AFTER, HELD, TODAY) == date(2026, 12, 17)
    assert last_day(Timing.AFTER, HELD, HELD + timedelta(days=10)) == date(2026, 12, 27)


def test_a_survey_cannot_end_in_the_past_nor_on_the_wrong_side_of_the_day():
    before, after = Timing.BEFORE, Timing.AFTER

    assert why_not_until(HELD, before, HELD, TODAY) == why_not_until(HELD, after, HELD, TODAY) == ""
    assert why_not_until(HELD, before, HELD, HELD + timedelta(days=1)) == (
        "締切は、きょうかそれより後の日にしてください。"
    )
    assert why_not_until(HELD + timedelta(days=1), before, HELD, TODAY) == (
        "研修の前のアンケートの締切は、開催日までにしてください。"
    )
    assert why_not_until(HELD - timedelta(days=1), after, HELD, TODAY) == (
        "研修のあとのアンケートの締切は、開催日より後にしてください。"
    )

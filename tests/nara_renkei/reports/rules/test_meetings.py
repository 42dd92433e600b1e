from datetime import date

import pytest

from nara_renkei.reports.rules.meetings import GONE_BY, TO_COME, TOO_LATE, about_of, read_about, why_not
from nara_renkei.reports.rules.periods import Period

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
BEFORE, RUNNING, AFTER = date(2026, 6, 30), date(2026, 8, 20), date(2026, 11, 29)


@pytest.mark.parametrize(
    ("meeting_on", "today", "why"),
    [
        (date(2026, 10, 20), BEFORE, TO_COME),
        (None, BEFORE, TO_COME),
        (None, AFTER, ""),
        # it is over: the meeting came after it, also when the paper is made later
        (date(2026, 10, 1), AFTER, ""),
        (date(2026, 9, 30), AFTER, "部長会の日は、四半期が終わった令和8年9月30日より後の日にしてください。"),
        (date(2027, 10, 1), AFTER, ""),
        (date(2027, 10, 2), AFTER, TOO_LATE),
        # it runs, its last day too: the meeting comes
        (RUNNING, RUNNING, ""),
        (date(2026, 8, 19), RUNNING, GONE_BY),
        (date(2026, 9, 30), date(2026, 9, 30), ""),
        (date(2062, 10, 20), RUNNING, TOO_LATE),
    ],
)
def test_the_day_of_the_meeting_fits_the_quarter(meeting_on, today, why):
    assert why_not(QUARTER, meeting_on, today) == why


@pytest.mark.parametrize("meeting_on", [None, date(2026, 10, 20)])
def test_a_key_leads_back_to_quarter_and_meeting(meeting_on):
    assert read_about(about_of(QUARTER, meeting_on)) == (QUARTER, meeting_on)


@pytest.mark.parametrize(
    "about",
    ["", "2026-07", "2026-07-01/2026-08-31", f"{QUARTER.key}/", f"{QUARTER.key}/2026-10-32", f"{QUARTER.key}/x"],
)
def test_anything_else_is_no_key(about):
    assert read_about(about) is None

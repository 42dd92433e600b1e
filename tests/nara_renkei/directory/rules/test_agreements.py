from dataclasses import replace
from datetime import date

import pytest

from nara_renkei.directory.enums import AgreementState
from nara_renkei.directory.rules.agreements import (
    Term,
    act_by,
    deadline_of,
    fields_of,
    is_in_force,
    missed_ends,
    next_end,
    notice_by,
    state_of,
)

TODAY = date(2026, 10, 5)
START, END = date(2025, 4, 1), date(2027, 3, 31)
FIXED = Term(START, START, END)
OPEN = Term(START, START, None)
RENEWING = Term(START, START, END, renews_years=1, notice_count=3, notice_unit="MONTHS")


@pytest.mark.parametrize(
    ("ends_on", "years", "expected"),
    [
        (date(2027, 3, 31), 1, date(2028, 3, 31)),
        (date(2027, 6, 14), 3, date(2030, 6, 14)),
        (date(2027, 2, 28), 1, date(2028, 2, 29)),  # the year from 1 March ends on the last of February
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 28), 1, date(2029, 2, 28)),  # a year from 29 February has no such day: the last of the month
    ],
)
def test_the_next_term_has_whole_years(ends_on, years, expected):
    assert next_end(ends_on, years) == expected


@pytest.mark.parametrize(
    ("ends_on", "count", "unit", "expected"),
    [
        (date(2027, 3, 31), 3, "MONTHS", date(2026, 12, 31)),
        (date(2027, 3, 31), 1, "MONTHS", date(2027, 2, 28)),
        (date(2027, 1, 15), 2, "MONTHS", date(2026, 11, 15)),
        (date(2027, 3, 31), 30, "DAYS", date(2027, 3, 1)),
    ],
)
def test_the_notice_is_counted_back_from_the_end(ends_on, count, unit, expected):
    assert notice_by(ends_on, count, unit) == expected


def test_only_what_renews_by_itself_has_a_deadline():
    assert [deadline_of(one) for one in (FIXED, OPEN, RENEWING)] == [None, None, date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("term", "day", "expected"),
    [
        (Term(None, START, END), TODAY, False),
        (Term(START, None, None), TODAY, False),
        (FIXED, date(2025, 3, 31), False),
        (FIXED, START, True),
        (FIXED, END, True),
        (FIXED, date(2027, 4, 1), False),
        (OPEN, date(2050, 1, 1), True),
        (RENEWING, date(2050, 1, 1), True),  # nobody need record it
        (replace(RENEWING, declined_on=TODAY), END, True),
        (replace(RENEWING, declined_on=TODAY), date(2027, 4, 1), False),
        (replace(OPEN, ended_on=TODAY), TODAY, True),
        (replace(OPEN, ended_on=TODAY), date(2026, 10, 6), False),
    ],
)
def test_whether_it_binds_on_a_day(term, day, expected):
    assert is_in_force(term, day) is expected


@pytest.mark.parametrize(
    ("term", "today", "expected"),
    [
        (Term(None, START, END), TODAY, None),
        (OPEN, TODAY, None),
        (replace(FIXED, ended_on=TODAY), TODAY, None),
        (replace(RENEWING, declined_on=TODAY), TODAY, None),
        (FIXED, TODAY, END),
        (FIXED, END, END),
        (FIXED, date(2027, 4, 1), None),
        (RENEWING, TODAY, date(2026, 12, 31)),
        (RENEWING, date(2026, 12, 31), date(2026, 12, 31)),
        (RENEWING, date(2027, 1, 1), date(2027, 12, 31)),  # the next term is certain now
    ],
)
def test_the_next_day_by_which_somebody_has_to_speak(term, today, expected):
    assert act_by(term, today) == expected


def test_terms_that_began_by_themselves_are_all_made_up():
    assert missed_ends(RENEWING, TODAY) == []
    assert missed_ends(RENEWING, date(2028, 4, 1)) == [date(2028, 3, 31), date(2029, 3, 31)]
    late = date(2028, 4, 1)
    nothing = [
        Term(None, START, END, 1, 3, "MONTHS"),
        FIXED,
        OPEN,
        replace(RENEWING, ended_on=TODAY),
        replace(RENEWING, declined_on=TODAY),
    ]
    assert [missed_ends(one, late) for one in nothing] == [[], [], [], [], []]


@pytest.mark.parametrize(
    ("term", "today", "state"),
    [
        (Term(None, None, None), TODAY, "PREPARING"),
        (Term(START, None, None), TODAY, "PREPARING"),
        (FIXED, date(2025, 3, 31), "PREPARING"),
        (FIXED, TODAY, "IN_FORCE"),
        (FIXED, date(2026, 12, 30), "IN_FORCE"),
        (FIXED, date(2026, 12, 31), "ENDING_SOON"),
        (FIXED, date(2027, 4, 1), "EXPIRED"),
        (OPEN, TODAY, "IN_FORCE"),
        (RENEWING, date(2026, 10, 1), "IN_FORCE"),
        (RENEWING, date(2026, 10, 2), "NOTICE_SOON"),
        (RENEWING, date(2026, 12, 31), "NOTICE_SOON"),
        (RENEWING, date(2027, 1, 1), "IN_FORCE"),
        (replace(RENEWING, renewals=1), date(2027, 1, 1), "RENEWED"),
        (replace(RENEWING, declined_on=TODAY), TODAY, "LAPSING"),
        (replace(RENEWING, declined_on=TODAY), date(2027, 4, 1), "EXPIRED"),
        (replace(FIXED, ended_on=TODAY), date(2026, 10, 6), "ENDED"),
    ],
)
def test_what_it_is_called(term, today, state):
    assert state_of(term, today) == AgreementState(state)


def test_fields_are_named_one_by_one():
    assert fields_of("買物支援／ 見守り、") == ["買物支援", "見守り"]
    assert fields_of("") == []

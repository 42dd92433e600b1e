from datetime import date

import pytest

from nara_renkei.core.calendar import FiscalYear
from proposals.enums import CLOSED_STATUSES
from screening.enums import RecordKind
from screening.rules.retention import FIRST_YEARS, KIND_OF, ends_on, list_number, over_before, starts_on


@pytest.mark.parametrize(
    ("completed", "first", "last"),
    [
        (date(2021, 6, 10), date(2022, 4, 1), date(2027, 3, 31)),
        (date(2022, 3, 31), date(2022, 4, 1), date(2027, 3, 31)),
        (date(2022, 4, 1), date(2023, 4, 1), date(2028, 3, 31)),
    ],
)
def test_five_years_begin_in_the_april_after(completed, first, last):
    assert (starts_on(completed), ends_on(completed, 5)) == (first, last)


@pytest.mark.parametrize("years", [1, 3, 5, 10, 99])
@pytest.mark.parametrize("today", [date(2027, 3, 31), date(2027, 4, 1), date(2028, 2, 29)])
def test_what_was_completed_before_that_day_is_over_and_nothing_else(years, today):
    before = over_before(today, years)

    assert ends_on(date.fromordinal(before.toordinal() - 1), years) < today <= ends_on(before, years)


def test_every_end_of_a_proposal_has_its_years():
    assert set(KIND_OF) == set(CLOSED_STATUSES)
    assert {one.kind for one in FIRST_YEARS} == set(RecordKind)


def test_lists_are_numbered_by_the_year():
    assert list_number(FiscalYear(2027), []) == "R9-廃-01"
    assert list_number(FiscalYear(2027), ["R8-廃-07", "R9-廃-01", "R9-廃-09"]) == "R9-廃-10"

from datetime import date

import pytest

from nara_renkei.core.calendar import FiscalYear
from proposals.enums import Kind
from proposals.rules.numbering import NUMBER, format_number


@pytest.mark.parametrize(
    ("day", "kind", "sequence", "number"),
    [
        (date(2026, 10, 5), Kind.OPEN, 1, "R8-J-0001"),
        (date(2026, 10, 5), Kind.CHALLENGE, 42, "R8-K-0042"),
        (date(2027, 3, 31), Kind.OPEN, 9999, "R8-J-9999"),
        (date(2027, 4, 1), Kind.OPEN, 10000, "R9-J-10000"),
        (date(2019, 4, 1), Kind.OPEN, 7, "R1-J-0007"),  # 平成31年度 was renamed 令和元年度
        (date(2028, 4, 1), Kind.CHALLENGE, 123456, "R10-K-123456"),
    ],
)
def test_a_number_names_year_kind_and_sequence(day, kind, sequence, number):
    assert format_number(FiscalYear.of(day), kind, sequence) == number
    assert NUMBER.fullmatch(number)


@pytest.mark.parametrize("text", ["R8-X-0001", "R8-J-1", "r8-J-0001", "R8-J-0001\n", "R８-J-0001", "R108-J-0001", ""])
def test_something_else_is_no_number(text):
    assert NUMBER.fullmatch(text) is None

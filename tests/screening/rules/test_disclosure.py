from datetime import date

import pytest

from screening.enums import DisclosureDecision, DocumentOutcome
from screening.rules.disclosure import (
    FIRST_GROUNDS,
    answer_due,
    decision_of,
    latest_extension,
    next_number,
    number_prefix,
    opens_from,
)

OPEN, PART, CLOSED = DocumentOutcome


def test_the_answer_is_due_fifteen_days_from_the_day_after_receipt():
    assert answer_due(date(2026, 10, 5), 15) == date(2026, 10, 20)


def test_it_is_put_off_by_thirty_days_at_most():
    assert latest_extension(date(2026, 10, 20), 30) == date(2026, 11, 19)


def test_two_whole_weeks_lie_between_the_decision_and_the_opening():
    assert opens_from(date(2026, 10, 5), 14) == date(2026, 10, 20)
    assert opens_from(date(2026, 10, 5), 0) == date(2026, 10, 6)


@pytest.mark.parametrize(
    ("outcomes", "decision"),
    [
        ([], DisclosureDecision.ABSENT),
        ([OPEN, ""], None),
        ([OPEN, OPEN], DisclosureDecision.OPEN),
        ([OPEN, PART], DisclosureDecision.PART),
        ([OPEN, CLOSED], DisclosureDecision.PART),
        ([CLOSED], DisclosureDecision.CLOSED),
    ],
)
def test_the_documents_amount_to_one_decision(outcomes, decision):
    assert decision_of(outcomes) == decision


def test_numbers_run_within_a_year():
    prefix = number_prefix("R8")

    assert next_number(prefix, None) == "R8-開-0001"
    assert next_number(prefix, "R8-開-0009") == "R8-開-0010"


def test_one_ground_is_for_what_the_proposers_wish():
    assert [one.number for one in FIRST_GROUNDS] == [1, 2, 3, 4, 5]
    assert [one.name for one in FIRST_GROUNDS if one.is_for_wishes] == ["法人等に関する情報"]

"""When each letter of a 回 may go."""

from datetime import date, timedelta

import pytest

from training.enums import LetterKind, SessionState
from training.rules.letters import may_go

DAY = date(2026, 12, 3)
UNTIL = date(2027, 1, 29)


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        (LetterKind.INVITATION, {SessionState.OPEN}),
        (LetterKind.REMINDER, {SessionState.OPEN}),
        (LetterKind.EVE, {SessionState.OPEN, SessionState.TODAY}),
        (LetterKind.MISSED, {SessionState.ENDED}),
    ],
)
def test_each_letter_has_its_stages(kind, states):
    assert {state for state in SessionState if may_go(kind, state, DAY, UNTIL, DAY)} == states


def test_a_letter_before_the_day_goes_until_the_day():
    days = [DAY, DAY + timedelta(days=1)]

    assert [may_go(LetterKind.EVE, SessionState.TODAY, DAY, UNTIL, day) for day in days] == [True, False]


def test_the_self_study_is_asked_for_until_it_closes_and_not_at_all_without_a_day():
    days = [UNTIL, UNTIL + timedelta(days=1)]

    assert [may_go(LetterKind.MISSED, SessionState.ENDED, DAY, UNTIL, day) for day in days] == [True, False]
    assert may_go(LetterKind.MISSED, SessionState.ENDED, DAY, None, DAY) is False

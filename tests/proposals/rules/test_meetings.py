from datetime import timedelta

import pytest

from proposals.rules.meetings import date_words, dates_words, refusal_of, when_words
from tests.harness import NOON

LATER = NOON + timedelta(days=1)


def test_a_moment_is_said_in_tokyo():
    assert date_words(NOON) == "10月5日（月）12時00分"
    assert dates_words([NOON, LATER]) == "10月5日（月）12時00分／10月6日（火）12時00分"
    assert when_words(NOON, 90) == "令和8年（2026年）10月5日（月）12時00分から13時30分まで"


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([], "候補日を一つ以上入れてください。"),
        ([LATER + timedelta(days=n) for n in range(4)], "候補日は3つまでです。"),
        ([LATER, NOON], "候補日は、これからの日時にしてください。"),
        ([LATER, LATER], "同じ候補日が二つあります。"),
        ([LATER], ""),
    ],
)
def test_dates_that_cannot_be_are_refused_with_a_sentence(dates, words):
    assert refusal_of(dates, NOON) == words

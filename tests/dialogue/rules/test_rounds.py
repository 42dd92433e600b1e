from datetime import datetime, timedelta

import pytest

from dialogue.rules.rounds import Now, Phase, left_words, now_of, words_of
from tests.harness import TOKYO


def clock(hour, minute=0, second=0):
    return datetime(2026, 12, 4, hour, minute, second, tzinfo=TOKYO)


# two rounds of 12 minutes with 3 between, a third at once
ROUNDS = [
    (clock(14, 30), clock(14, 42)),
    (clock(14, 45), clock(14, 57)),
    (clock(14, 57), clock(15, 9)),
]


@pytest.mark.parametrize(
    ("at", "now"),
    [
        (clock(9), Now(Phase.BEFORE, 1, clock(14, 30))),
        (clock(14, 30), Now(Phase.ROUND, 1, clock(14, 42))),
        (clock(14, 41, 59), Now(Phase.ROUND, 1, clock(14, 42))),
        (clock(14, 42), Now(Phase.BREAK, 2, clock(14, 45))),
        (clock(14, 57), Now(Phase.ROUND, 3, clock(15, 9))),
        (clock(15, 9), Now(Phase.AFTER, 3, None)),
    ],
)
def test_every_moment_is_in_one_phase(at, now):
    assert now_of(ROUNDS, at) == now


def test_what_is_left_is_never_less_than_nothing():
    lefts = [now_of(ROUNDS, clock(14, 40)).left(at) for at in (clock(14, 40), clock(14, 50))]

    assert [*lefts, now_of(ROUNDS, clock(16)).left(clock(16))] == [timedelta(minutes=2), timedelta(), timedelta()]


def test_days_are_not_counted_down():
    before = now_of(ROUNDS, clock(9))

    counted = [before.is_counted(at) for at in (clock(2, 29), clock(2, 30))]

    assert [*counted, now_of(ROUNDS, clock(16)).is_counted(clock(16))] == [False, True, False]


def test_each_phase_has_its_words():
    said = [words_of(now_of(ROUNDS, at), 3) for at in (clock(9), clock(14, 35), clock(14, 43), clock(16))]

    assert said == [
        "まもなく1回目",
        "1回目（全3回）",
        "席を移ってください　次は2回目（全3回）",
        "ラウンドテーブルは終わりました",
    ]


def test_a_countdown_has_minutes_and_seconds():
    assert [left_words(timedelta(seconds=s)) for s in (0, 65, 719)] == ["0分00秒", "1分05秒", "11分59秒"]

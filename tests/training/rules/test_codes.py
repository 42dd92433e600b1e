from datetime import timedelta

import pytest

from tests.harness import NOON
from training.rules.codes import (
    STEP,
    is_shown,
    next_step,
    qr_code,
    read,
    seen,
    slug_of_seen,
    spaced,
    step_of,
    still_counts,
    typed_code,
)

SEED = "s" * 40


def later(seconds):
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize("code", [qr_code, typed_code])
def test_the_current_and_the_previous_code_are_taken_and_no_other(code):
    shown = code(SEED, step_of(NOON))

    seconds = [-1, 0, 29, 30, 59, 60, 3600, 86400]
    assert [is_shown(code, SEED, shown, later(one)) for one in seconds] == [
        False,
        True,
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("code", [qr_code, typed_code])
def test_each_half_minute_and_each_seed_has_its_own(code):
    steps = range(200)

    assert len({code(SEED, one) for one in steps}) == 200
    assert code(SEED, 0) != code("t" * 40, 0)


def test_the_two_kinds_are_not_each_other():
    assert is_shown(qr_code, SEED, typed_code(SEED, step_of(NOON)), NOON) is False


@pytest.mark.parametrize("given", ["", "あいう", "0" * 6, "x" * 5000])
def test_whatever_else_is_given_is_refused(given):
    assert is_shown(qr_code, SEED, given, NOON) is False


def test_six_digits_are_shown_in_two_halves_and_read_in_any_width():
    code = typed_code(SEED, 7)

    assert (len(code), code.isdecimal()) == (6, True)
    assert read(spaced(code)) == code
    assert read("１２３-４５ ６") == "123456"


def test_the_code_changes_at_the_half_minute():
    assert next_step(later(1)) == int(later(STEP).timestamp() * 1000)


def test_a_qr_that_was_read_in_time_counts_for_five_minutes():
    kept = seen("kenshu", 3, NOON)

    assert kept == ["kenshu", 3, int(NOON.timestamp())]
    assert [still_counts(kept[2], later(one)) for one in (-1, 0, 300, 301)] == [False, True, True, False]
    assert [slug_of_seen(kept, later(one)) for one in (0, 301)] == ["kenshu", ""]
    assert slug_of_seen(None, NOON) == ""

"""The scale of a sign, the words of a gap, and who moved most."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nara_renkei.reports.rules import figures as told
from nara_renkei.reports.rules.periods import Period
from nara_renkei.reports.rules.vision import (
    BY_CODE,
    FULL,
    NO_TARGETS,
    PICTURES,
    SIGN_CHOICES,
    SIGNS,
    STATEMENTS,
    TOO_FEW,
    Measured,
    Move,
    gap_words,
    held_back_by,
    most_moved,
    points_of,
    quarter_name,
    quarter_of,
    score_of,
    window_of,
)

AMOUNT = st.floats(min_value=0, max_value=1_000_000, allow_nan=False)
TARGET = st.floats(min_value=0.01, max_value=1_000_000, allow_nan=False)
SATISFACTION, AGAIN, FOR_CHALLENGES = (BY_CODE[code] for code in ("satisfaction", "again", "for_challenges"))
DAYS = BY_CODE["first_answer_days"]


def test_each_picture_has_four_signs_and_three_statements():
    assert [picture.title for picture in PICTURES] == ["①組織体制", "②組織風土", "③仕組み", "④公民の相互理解"]
    assert [len(picture.signs) for picture in PICTURES] == [4, 4, 4, 4]
    assert [picture for picture, _ in STATEMENTS] == [picture.code for picture in PICTURES for _ in range(3)]
    assert len(BY_CODE) == len(SIGNS) == len(SIGN_CHOICES) == 16


def test_a_sign_that_is_a_figure_has_its_words():
    figures = {one.code: one for one in told.DEFINITIONS}
    shared = [sign for sign in SIGNS if sign.code in figures]

    assert [sign.code for sign in shared] == [
        "taking_part", "first_answer_days", "kept", "training", "cases", "satisfaction", "again"
    ]  # fmt: skip
    assert all(sign.definition is figures[sign.code] for sign in shared)


def test_a_sign_says_which_way_is_good():
    assert (DAYS.better, DAYS.wanting) == ("少ないほどよい", "長い")
    assert (AGAIN.better, AGAIN.wanting) == ("多いほどよい", "低い")
    assert BY_CODE["cases"].wanting == "少ない"


# --- the scale


@given(AMOUNT, TARGET, st.booleans())
def test_points_lie_between_nothing_and_full(value, target, is_less_better):
    assert 0 <= points_of(value, target, is_less_better=is_less_better) <= FULL


@given(AMOUNT, AMOUNT, TARGET)
def test_points_never_fall_while_a_sign_gets_better(one, other, target):
    less, more = sorted([one, other])

    assert points_of(less, target, is_less_better=False) <= points_of(more, target, is_less_better=False)
    assert points_of(less, target, is_less_better=True) >= points_of(more, target, is_less_better=True)


@given(AMOUNT, TARGET, st.booleans())
def test_only_what_has_reached_its_target_is_full(value, target, is_less_better):
    is_reached = value <= target if is_less_better else value >= target

    assert (points_of(value, target, is_less_better=is_less_better) == FULL) == is_reached


@pytest.mark.parametrize(
    ("value", "target", "is_less_better", "points"),
    [(45, 60, False, 75), (59.9, 60, False, 99), (0, 60, False, 0), (10, 8, True, 80), (8, 8, True, 100), (0, 8, True, 100)],
)  # fmt: skip
def test_points_by_hand(value, target, is_less_better, points):
    assert points_of(value, target, is_less_better=is_less_better) == points


def test_a_score_is_the_mean_of_what_has_points_rounded_down():
    signs = [Measured(SATISFACTION, 90, 10, 90), Measured(AGAIN, 20, 10, 30), Measured(FOR_CHALLENGES, None, 3, 40)]

    assert [one.points for one in signs] == [100, 66, None]
    assert [one.points_text for one in signs] == ["100点", "66点", "―"]
    assert score_of(signs) == 83
    assert score_of(signs[1:]) is None
    assert held_back_by(signs) == signs[1]


# --- the words


def test_the_gap_names_what_is_reached_and_what_makes_the_difference():
    signs = [Measured(SATISFACTION, 90, 10, 90), Measured(AGAIN, 20, 10, 30), Measured(FOR_CHALLENGES, 38, 10, 40)]

    assert gap_words(signs) == (
        "目標まであと13ポイント。満足度は90％で目標に届き、"
        "再提案率が低いこと（いま20％、目標30％以上）がいちばんの差になっています。"
    )


def test_a_gap_without_anything_reached_says_only_what_is_missing():
    signs = [Measured(DAYS, 10, 6, 8), Measured(SATISFACTION, 81, 10, 90), Measured(AGAIN, None, 2, 30)]

    assert gap_words(signs) == (
        "目標まであと15ポイント。最初のお返事までの日数が長いこと（いま10開庁日、目標8開庁日以内）が"
        "いちばんの差になっています。再提案率は、まだ数えられません。"
    )


def test_a_picture_that_is_reached_says_so():
    reached = [Measured(SATISFACTION, 95, 10, 90), Measured(FOR_CHALLENGES, 40, 10, 40)]

    assert gap_words(reached) == "目標に届いています。"
    assert gap_words([*reached, Measured(AGAIN, None, 0, 30)]) == (
        "目標に届いています。再提案率は、まだ数えられません。"
    )


def test_a_picture_without_targets_or_values_says_why():
    assert gap_words([Measured(SATISFACTION, 95, 10)]) == NO_TARGETS
    assert gap_words([Measured(SATISFACTION, None, 0, 90), Measured(AGAIN, 30, 10)]) == TOO_FEW
    assert gap_words([Measured(SATISFACTION, 95, 10, 90), Measured(AGAIN, 30, 10)]) == TOO_FEW


def test_a_value_that_is_none_says_why():
    assert [Measured(AGAIN, value, cases).text for value, cases in ((None, 0), (None, 3), (12.5, 8))] == [
        told.NOTHING, told.HIDDEN, "12.5％"
    ]  # fmt: skip
    assert Measured(AGAIN, 30, 10).target_text == "―"
    assert Measured(AGAIN, 30, 10, 25).target_text == "25％以上"


# --- quarters


def test_a_quarter_counts_the_year_that_ends_with_it():
    third = quarter_of(date(2026, 11, 29))

    assert third == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert window_of(third, date(2026, 11, 28)) == Period(date(2025, 11, 29), date(2026, 11, 28))
    assert window_of(quarter_of(date(2028, 2, 28)), date(2028, 2, 28)) == Period(date(2027, 2, 28), date(2028, 2, 28))
    fourth = quarter_of(date(2027, 1, 1))
    assert window_of(fourth, date(2027, 6, 1)) == Period(date(2026, 4, 1), date(2027, 3, 31))
    assert [quarter_name(one.first) for one in (third, fourth)] == ["R8 第3", "R8 第4"]


# --- who moved most


def move(code, rise, deeds):
    return Move(int(code), code, f"見本{code}課", 20, 20 + rise, deeds)


def test_the_three_that_rose_most_come_first():
    moves = [move("1", 2, 1), move("2", 9, 1), move("3", 5, 1), move("4", 7, 1)]

    assert [one.code for one in most_moved(moves)] == ["2", "4", "3"]
    assert most_moved(moves)[0].text == "自己点検は9点の伸び、ポータルでの動きは1件"


def test_of_those_that_rose_alike_the_busier_comes_first():
    assert [one.code for one in most_moved([move("1", 5, 1), move("2", 5, 4), move("3", 5, 2)])] == ["2", "3", "1"]


def test_whoever_is_even_with_the_third_is_named_too():
    moves = [move("1", 9, 1), move("2", 8, 1), move("3", 5, 2), move("4", 5, 2), move("5", 5, 1)]

    assert [one.code for one in most_moved(moves)] == ["1", "2", "3", "4"]


def test_words_without_deeds_and_steps_back_are_not_named():
    assert most_moved([move("1", 20, 0), move("2", 0, 9), move("3", -3, 9)]) == []

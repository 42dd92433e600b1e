"""Who must attend, by the posts of a day."""

from datetime import date

import pytest

from training.rules.audience import Audience, Seat, must_attend, plain_grade

APRIL = date(2026, 4, 1)
TODAY = date(2026, 10, 5)


def seat(
    kind="MANAGER", department=1, division=11, title="課長", grade="7級", starts_on=date(2025, 4, 1), ends_on=None
):
    return Seat(kind, department, division, title, grade, starts_on, ends_on)


def named(seats, *audiences, day=TODAY):
    return must_attend(audiences, seats, day)


@pytest.mark.parametrize(
    "audience",
    [
        Audience(kinds=frozenset({"MANAGER", "LEADER"})),
        Audience(grades=frozenset({"7"})),
        Audience(titles=frozenset({"課長"})),
        Audience(departments=frozenset({1, 2})),
        Audience(kinds=frozenset({"MANAGER"}), grades=frozenset({"7"}), departments=frozenset({1})),
    ],
)
def test_a_post_that_has_all_that_is_asked_is_named(audience):
    assert named([seat()], audience) is True


@pytest.mark.parametrize(
    "audience",
    [
        Audience(kinds=frozenset({"LEADER"})),
        Audience(grades=frozenset({"8"})),
        Audience(titles=frozenset({"室長"})),
        Audience(departments=frozenset({2})),
        Audience(kinds=frozenset({"MANAGER"}), grades=frozenset({"8"})),
        Audience(),
    ],
)
def test_what_is_asked_and_not_there_names_nobody(audience):
    assert named([seat()], audience) is False


def test_of_several_rules_one_is_enough():
    assert named([seat()], Audience(kinds=frozenset({"LEADER"})), Audience(grades=frozenset({"7"}))) is True


def test_two_posts_do_not_make_one_together():
    officer_of_seventh = seat(kind="OFFICER", title="主幹")
    manager_of_sixth = seat(division=12, grade="6級")

    rule = Audience(kinds=frozenset({"MANAGER"}), grades=frozenset({"7"}))
    assert named([officer_of_seventh, manager_of_sixth], rule) is False


def test_only_posts_of_the_day_count():
    past = seat(ends_on=date(2026, 10, 4))
    coming = seat(starts_on=date(2026, 10, 6))

    rule = Audience(kinds=frozenset({"MANAGER"}))
    assert named([past, coming], rule) is False
    assert named([past, coming], rule, day=date(2026, 10, 4)) is True


@pytest.mark.parametrize("grade", ["7級", "７級", " 7 級", "7"])
def test_a_grade_is_the_same_however_it_is_written(grade):
    assert plain_grade(grade) == "7"
    assert named([seat(grade=grade)], Audience(grades=frozenset({"7"}))) is True


def test_new_is_who_started_on_the_day_or_later_in_another_place_or_kind():
    new = Audience(new_since=APRIL)

    assert named([seat(starts_on=APRIL)], new) is True
    assert named([seat(starts_on=date(2026, 7, 1))], new) is True
    assert named([seat(division=12, ends_on=date(2026, 3, 31)), seat(starts_on=APRIL)], new) is True
    assert named([seat(kind="DEPUTY", ends_on=date(2026, 3, 31)), seat(starts_on=APRIL)], new) is True


def test_new_is_not_who_only_got_another_title_in_the_same_place():
    same_place = [seat(title="課長", ends_on=date(2026, 3, 31)), seat(title="参事課長", starts_on=APRIL)]

    assert named(same_place, Audience(new_since=APRIL)) is False
    assert named([seat()], Audience(new_since=APRIL)) is False

from datetime import date

import pytest

from proposals.enums import Procedure
from proposals.models import Challenge, Proposal
from proposals.rules import self_check
from proposals.rules.challenge_sheet import FIELDS, SEARCHED, STEPS, has_number, step_after
from proposals.rules.procedures import MEANINGS
from proposals.rules.reconfirmation import Round, round_of


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 8, 1), date(2026, 8, 1), date(2026, 8, 31)),
        (date(2026, 11, 22), date(2026, 8, 1), date(2026, 8, 31)),
        (date(2027, 2, 28), date(2026, 8, 1), date(2026, 8, 31)),
        (date(2027, 3, 31), date(2027, 3, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 3, 1), date(2027, 3, 31)),
    ],
)
def test_the_round_of_a_day_is_the_one_that_is_on_or_the_last_one(day, first, last):
    assert round_of(day) == Round(first, last)


def test_a_round_is_settled_by_what_happened_since_it_began():
    august = round_of(date(2026, 8, 20))

    assert august.settles(date(2026, 8, 1), date(2025, 1, 1))
    assert august.settles(None, date(2026, 8, 3))
    assert not august.settles(date(2026, 7, 31), date(2026, 7, 31))
    assert not august.settles(None, None)


def test_reminding_begins_ten_days_and_again_three_days_before_the_end():
    august = round_of(date(2026, 8, 1))

    assert [august.reminds_from(date(2026, 8, day)) for day in (20, 21, 28, 31)] == [
        None,
        date(2026, 8, 21),
        date(2026, 8, 28),
        date(2026, 8, 28),
    ]


def test_the_sheet_asks_for_columns_of_a_challenge_in_the_order_of_work():
    columns = {field.name for field in Challenge._meta.get_fields()}

    assert {field.name for field in FIELDS} - columns == set()
    assert set(SEARCHED) - columns == set()
    assert [step.title for step in STEPS] == [
        "困りごと",
        "いまの数字",
        "実現したい未来",
        "求める提案",
        "例と対象外",
        "提供できるもの",
        "事業者の利点",
        "求める専門性",
        "検討経過",
        "進め方の区分",
        "期間",
    ]
    assert (step_after(STEPS[0]), step_after(STEPS[-1])) == (STEPS[1], None)


@pytest.mark.parametrize(
    ("text", "answer"), [("月8件", True), ("月８件", True), ("三割", True), ("とても多い", False), ("", False)]
)
def test_a_number_is_a_number_in_any_writing(text, answer):
    assert has_number(text) is answer


def test_every_procedure_is_explained():
    assert set(MEANINGS) == set(Procedure)


def test_the_self_check_has_eight_questions_that_point_to_fields_of_the_form():
    columns = {field.name for field in Proposal._meta.get_fields()}

    assert len({check.key for check in self_check.CHECKS}) == 8
    assert {check.field for check in self_check.CHECKS} - columns == set()


def test_answers_become_strong_points_things_to_strengthen_and_hints():
    answers = {check.key: check.key not in {"cost", "risk"} for check in self_check.CHECKS}

    reading = self_check.read(answers)

    strengthen = {check.key: check.strengthen for check in self_check.CHECKS}
    assert [check.key for check in reading.strengthen] == ["cost", "risk"]
    assert len(reading.strong) == 6
    assert self_check.hints(answers) == {
        "timing": [strengthen["cost"]],
        "body": [strengthen["risk"]],
    }
    assert self_check.decode(self_check.encode(answers)) == answers


@pytest.mark.parametrize("letters", ["", "yyyyyyy", "yyyyyyyyy", "yyyyyyyx", "ｙyyyyyyy"])
def test_letters_that_are_no_answers_say_nothing(letters):
    assert self_check.decode(letters) == {}

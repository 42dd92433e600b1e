import pytest

from dialogue.rules.entries import is_same_person, most_wishes, too_many_to_meet


def test_a_few_wishes_more_than_rounds_may_be_named():
    assert most_wishes(6) == 9


def test_more_wishes_than_rounds_are_told_that_some_cannot_be_met():
    assert too_many_to_meet(6, 6) == ""
    assert too_many_to_meet(7, 6) == (
        "会いたい相手が7件あり、回数（6回）より多いため、すべてには会えません。"
        "7番目からは、上の希望がかなわない回に割り当てます。"
    )


@pytest.mark.parametrize(
    ("name", "email", "same"),
    [
        ("奈良一郎", "a@company.example", True),
        ("奈良一朗", "a@company.example", True),
        ("奈良一郎", "b@company.example", True),
        ("奈良一郎", "", True),
        ("生駒花子", "b@company.example", False),
        ("生駒花子", "", False),
    ],
)
def test_a_person_is_the_same_by_the_name_or_by_the_mailbox(name, email, same):
    assert is_same_person(name=name, email=email, was_name="奈良一郎", was_email="a@company.example") is same


def test_two_without_a_mailbox_are_not_the_same_for_it():
    assert is_same_person(name="生駒花子", email="", was_name="奈良一郎", was_email="") is False

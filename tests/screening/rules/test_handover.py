import pytest

from screening.rules.handover import Likeness, likeness


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("担当 太郎", Likeness.SAME),
        ("担当太郎", Likeness.SAME),
        ("担当　太郎", Likeness.SAME),
        ("担当", Likeness.PERHAPS),
        ("担当主査", Likeness.PERHAPS),
        ("担当太", Likeness.PERHAPS),
        ("課長一郎", Likeness.OTHER),
        ("", Likeness.OTHER),
        ("　", Likeness.OTHER),
    ],
)
def test_a_typed_name_is_the_persons_by_its_letters_and_perhaps_by_the_surname(typed, how):
    assert likeness(typed, "担当 太郎") == how


def test_nothing_is_like_a_person_without_a_name():
    assert likeness("担当", "") == Likeness.OTHER

import pytest

from screening.rules.papers import drafting_about, read_drafting_about


def test_a_drafting_set_is_named_by_its_number_and_outcome():
    assert read_drafting_about(drafting_about("R8-J-0001", 12)) == ("R8-J-0001", 12)


@pytest.mark.parametrize("about", ["", "R8-J-0001", "R8-J-0001/x", "../12", "R8-J-0001/12/3"])
def test_anything_else_names_nothing(about):
    assert read_drafting_about(about) is None

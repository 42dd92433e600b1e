import pytest

from dialogue.rules.codes import read, read_many, shown


def test_a_code_is_shown_in_two_halves():
    assert shown("ABCD2345") == "ABCD-2345"


@pytest.mark.parametrize(
    "typed",
    [
        "ABCD2345",
        " abcd-2345 ",
        "ＡＢＣＤ－２３４５",
        "abcd ー2345",
        "https://kyodo.city.example/admin/dialogue/event/12/uketsuke/ABCD2345/",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed):
    assert read(typed) == "ABCD2345"


def test_many_codes_are_read_once_each_in_their_order():
    assert read_many("ABCD-2345\n\n efgh6789、ABCD2345,ＪＫＭＮ２３４５\n-\n") == ["ABCD2345", "EFGH6789", "JKMN2345"]

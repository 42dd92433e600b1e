import pytest

from nara_renkei.reports.rules.figures import DEFINITIONS, KEPT, OUTCOMES, Figure, Part, for_the_public, share


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(1, 8, 13), (4, 4, None), (5, 5, 100), (1, 3, None), (2, 7, 29)]
)
def test_a_share_is_rounded_half_up_and_of_few_there_is_none(part, whole, percent):
    assert share(part, whole) == percent


def test_a_value_is_said_with_its_unit():
    assert Figure(OUTCOMES, 1234).text == "1,234件"
    assert Figure(KEPT, 62.5, cases=8).text == "62.5％"
    assert (Figure(KEPT, None, cases=3).text, Figure(KEPT, None, cases=3).cases_text) == (
        "5件未満のため出しません",
        "3件から",
    )
    assert (Figure(KEPT, None, cases=0).text, Figure(KEPT, None, cases=0).cases_text) == ("対象がありません", "")


def parts(*values):
    return for_the_public(
        Figure(OUTCOMES, sum(values), parts=[Part(str(n), one) for n, one in enumerate(values)])
    ).parts


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((6, 7, 0), [6, 7, 0]),
        ((6, 4, 3), [6, None, None]),
        ((9, 6, 4), [9, None, None]),  # with 9 and 6 beside the total, the 4 would be told
        ((9, 6, 4, 0), [9, None, None, 0]),
        ((4, 0), [None, None]),  # nor by a 0 beside it
    ],
)
def test_small_parts_are_hidden_and_never_told_by_the_total(values, shown):
    assert [part.value for part in parts(*values)] == shown


def test_every_figure_has_a_name_of_its_own():
    assert len({one.code for one in DEFINITIONS}) == len({one.name for one in DEFINITIONS}) == len(DEFINITIONS) == 16

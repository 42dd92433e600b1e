"""Who may read the scores, and the figures by hand."""

import pytest

from screening.rules.criteria import FIRST_EDITION
from screening.rules.judging import Figure, Standing, Total, figure, standing, weighted_total


@pytest.mark.parametrize(
    ("declared", "recused", "owes_scores", "where"),
    [
        (False, False, False, Standing.UNDECLARED),
        (False, False, True, Standing.UNDECLARED),
        (True, False, True, Standing.OWES_SCORES),
        (True, False, False, Standing.READS),
        (True, True, False, Standing.RECUSED),
        (False, True, True, Standing.RECUSED),
    ],
)
def test_a_conflict_closes_everything_and_the_own_scores_come_first(declared, recused, owes_scores, where):
    assert standing(declared=declared, recused=recused, owes_scores=owes_scores) == where


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([3], Figure(3.0, 0)),
        ([1, 4], Figure(2.5, 3)),
        ([2, 4, 3], Figure(3.0, 2)),
        ([1, 2, 2, 4], Figure(2.0, 3)),
    ],
)
def test_median_and_spread_by_hand(values, expected):
    assert figure(values) == expected


def test_the_weighted_total_by_hand():
    total = weighted_total([(3, Figure(3.0, 2)), (1, Figure(2.5, 3))])

    assert total == Total(11.5, 16)  # 3 × 3.0 + 1 × 2.5, of 3 × 4 + 1 × 4
    assert total.percent == 71.9


def test_a_criterion_without_scores_leaves_no_total():
    assert weighted_total([(3, Figure(3.0, 0)), (1, None)]) is None
    assert weighted_total([]) is None


def test_the_first_edition_has_the_eight_criteria_of_the_guideline():
    assert [one.label for one in FIRST_EDITION] == [
        "公益性・課題との適合",
        "市民への効果",
        "実現可能性",
        "双方の利点",
        "公平性・中立性",
        "費用と継続性",
        "リスク",
        "独自性",
    ]
    assert {len(one.meanings) for one in FIRST_EDITION} == {4}
    assert len({one.code for one in FIRST_EDITION}) == 8

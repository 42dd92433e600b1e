from nara_renkei.surveys.rules.figures import TOGETHER, Figures, Row, Texts, figures_of, score_rows, text_groups

FIVE = [5, 4, 4, 3, 1]


def shown(rows):
    return {row.label: row.figures and row.figures.answers for row in rows}


def test_a_group_has_its_count_mean_distribution_and_share():
    assert figures_of(FIVE) == Figures(answers=5, mean=3.4, counts=(1, 0, 1, 2, 1), satisfied=60)


def test_mean_and_share_are_rounded_half_up():
    found = figures_of([5] * 9 + [4] * 18 + [3] * 3 + [2, 2])

    assert (found.mean, found.satisfied) == (4.06, 84)  # 130 / 32 = 4.0625, 27 / 32 = 84.4
    assert figures_of([5] + [1] * 7).satisfied == 13  # 12.5
    assert figures_of([2, 1, 1, 1, 1, 1, 1, 1]).mean == 1.13  # 1.125


def test_two_sides_of_five_stand_beside_each_other_and_together():
    assert shown(score_rows(FIVE, [5] * 6)) == {"企業": 5, "市": 6, TOGETHER: 11}


def test_a_side_of_four_is_hidden_and_so_is_what_both_make_together():
    assert shown(score_rows(FIVE, [5] * 4)) == {"企業": 5, "市": None, TOGETHER: None}
    assert shown(score_rows([5] * 4, FIVE)) == {"企業": None, "市": 5, TOGETHER: None}


def test_two_hidden_sides_are_shown_together_when_they_make_five():
    assert shown(score_rows([5] * 3, [1] * 2)) == {"企業": None, "市": None, TOGETHER: 5}


def test_two_hidden_sides_of_four_in_all_stay_hidden():
    assert shown(score_rows([5] * 2, [1] * 2)) == {"企業": None, "市": None, TOGETHER: None}


def test_a_side_that_was_not_asked_has_no_row():
    assert shown(score_rows(None, FIVE)) == {"市": 5}
    assert shown(score_rows(FIVE, None)) == {"企業": 5}


def test_a_side_from_which_nobody_answered_says_so_and_is_not_added():
    assert score_rows(FIVE, []) == [Row("企業", figures_of(FIVE)), Row("市", None, is_empty=True)]


def test_texts_of_five_stand_by_side_in_an_order_that_is_not_that_of_answering():
    assert text_groups(list("54321"), list("edcba")) == [Texts("企業", tuple("12345")), Texts("市", tuple("abcde"))]


def test_texts_of_a_small_side_are_mixed_with_the_others():
    assert text_groups(list("54321"), ["a"]) == [Texts(TOGETHER, (*"12345", "a"))]


def test_fewer_than_five_texts_in_all_are_hidden():
    assert text_groups(["1", "2"], ["a", "b"]) == [Texts(TOGETHER, None)]


def test_texts_of_one_side_alone_keep_its_name():
    assert text_groups(list("12345"), []) == [Texts("企業", tuple("12345"))]


def test_without_texts_there_is_no_group():
    assert text_groups([], []) == []

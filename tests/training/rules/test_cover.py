"""Groups so small that somebody could be found in them stay hidden, and so does what they could be worked out from."""

from training.enums import Standing
from training.rules.cover import Cover, CoverRow, cover_of, grade_label, grade_order, shown, shown_rows

CAME, STUDIED, MISSING = Standing


def test_a_cover_counts_those_who_came_apart_from_those_who_studied():
    cover = cover_of([CAME, CAME, CAME, CAME, STUDIED, MISSING, MISSING])

    assert cover == Cover(must=7, came=4, studied=1)
    assert (cover.missing, cover.percent, cover.studied_percent) == (2, 57, 71)


def test_half_a_per_cent_is_rounded_up():
    assert Cover(must=8, came=1, studied=0).percent == 13


def test_nobody_is_nought_per_cent():
    assert (cover_of([]).percent, cover_of([]).studied_percent) == (0, 0)


def test_a_row_that_stands_alone_is_hidden_under_five_people():
    four, five = Cover(4, 4, 0), Cover(5, 0, 0)

    assert [shown("部", one) for one in (four, five)] == [CoverRow("部", None), CoverRow("部", five)]


def hidden(*people):
    """Return which groups of so many people are hidden."""
    rows = shown_rows([(str(n), Cover(many, 0, 0)) for n, many in enumerate(people)])
    return [int(row.label) for row in rows if row.cover is None]


def test_large_groups_are_shown_as_they_stand():
    rows = shown_rows([("甲部", Cover(6, 3, 1)), ("乙部", Cover(5, 5, 0))])

    assert rows == [CoverRow("甲部", Cover(6, 3, 1)), CoverRow("乙部", Cover(5, 5, 0))]


def test_the_smallest_of_the_others_hides_a_lone_small_group():
    assert hidden(8, 2, 6) == [1, 2]


def test_small_groups_that_make_five_between_them_hide_nobody_else():
    assert hidden(8, 2, 3, 6) == [1, 2]


def test_small_groups_that_make_fewer_than_five_take_another_with_them():
    assert hidden(8, 2, 2, 6) == [1, 2, 3]


def test_a_small_group_without_any_other_is_hidden():
    assert (hidden(3), hidden()) == ([0], [])


def test_the_highest_grade_stands_first_and_words_stand_last():
    assert sorted(["5", "", "特任", "10", "6"], key=grade_order) == ["10", "6", "5", "", "特任"]


def test_a_grade_is_named_with_its_word():
    assert [grade_label(one) for one in ("6", "特任", "")] == ["6級", "特任", "級なし"]

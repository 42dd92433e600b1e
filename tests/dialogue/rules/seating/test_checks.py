"""Every contradiction is refused with a sentence that says what to change."""

import pytest

from dialogue.rules.seating import Absentee, CannotSeat, Company, Division, Missing, Pin, Wish, refuse_nonsense, solve

from .cases import companies, divisions, table_plan

FIRST = frozenset({1})
REFUSED = {
    "出席する企業がありません": {"companies": ()},
    "出席する課がありません": {"divisions": ()},
    "卓の数と回数は、1以上に": {"rounds": 0},
    "企業が足りません。企業を6以上にするか、回数を4以下に": {"rounds": 6, "tables": 9},
    "卓が足りません。卓を5以上にするか、回数を3以下に": {"rounds": 5, "tables": 3},
    "固定の卓（9番）がありません。1番から4番": {"divisions": divisions(2, table=9)},
    "企業1と課1の両方の固定の卓です": {"companies": companies(2, table=1), "divisions": divisions(1, table=1), "tables": 3, "rounds": 1},
    "同じ事業種目「水」で、固定の卓も同じ（1番）": {"companies": companies(2, table=1, line="水"), "tables": 3, "rounds": 1},
    "3卓では同席が避けられません。卓を4以上に": {"companies": companies(4, line="水"), "tables": 3, "rounds": 2},
    "出席しない人を含みます": {"must": frozenset({("c01", "d99")})},
    "会わせる組と会わせない組の両方": {"must": frozenset({("c01", "d01")}), "banned": frozenset({("c01", "d01")})},
    "企業1と課1は、共通して出られる回がありません": {
        "companies": companies(4, free=FIRST), "divisions": divisions(2, free=frozenset({2})),
        "must": frozenset({("c01", "d01")}),
    },
    "固定の卓が別々のため会えません": {
        "companies": (Company("c01", "企業1", table=1), *companies(4)[1:]),
        "divisions": divisions(2, table=2), "must": frozenset({("c01", "d01")}),
    },
    "企業1と課1の第9回は、ありません": {"pins": (Pin("c01", "d01", 9),)},
    "第2回に指定されていますが、課1はその回に出られません": {
        "divisions": divisions(3, free=FIRST), "pins": (Pin("c01", "d01", 2),),
    },
    "企業1と課1が、二つの回に指定": {"pins": (Pin("c01", "d01", 1), Pin("c01", "d01", 2))},
    "課1に指定された組が、出られる回数より多く": {"pins": tuple(Pin(f"c0{n}", "d01") for n in (1, 2, 3, 4))},
    "課1が、第1回に企業1と企業2の二つの組に指定": {"pins": (Pin("c01", "d01", 1), Pin("c02", "d01", 1))},
}  # fmt: skip


@pytest.mark.parametrize("words", REFUSED)
def test_nonsense_is_refused(words):
    with pytest.raises(CannotSeat) as refused:
        refuse_nonsense(table_plan(**REFUSED[words]))
    assert words in str(refused.value)


def test_competitors_may_sit_together_when_the_desk_allows_it():
    both = companies(2, table=1, line="水")
    refuse_nonsense(table_plan(companies=both, tables=3, rounds=1, allows_competitors=True))


def test_two_at_a_fixed_table_who_do_not_compete_are_fine():
    pair = (Company("c01", "企業1", table=1, line="水"), Company("c02", "企業2", table=1, line="灯"))
    refuse_nonsense(table_plan(companies=pair, tables=3, rounds=1))


def test_two_companies_at_one_table_may_be_pinned_in_one_round():
    refuse_nonsense(table_plan(tables=2, rounds=2, pins=(Pin("c01", "d01", 1), Pin("c02", "d01", 1))))


def test_more_wishes_than_rounds_and_a_round_to_wait_are_said_and_not_refused():
    wishes = tuple(Wish("d01", f"c0{n}", n) for n in (1, 2, 3, 4))
    plan = solve(table_plan(2, 3, rounds=3, wishes=wishes))
    assert plan.warnings == (
        "卓が2、回数が3のため、どの課も1回は待ちになります。卓と企業を3以上にするか、回数を2以下にすると、待ちはなくなります。",
        "課1の希望は4件で、出られる回数（3回）より多いため、すべてはかないません。",
    )
    assert sorted({key for key, _ in plan.waits}) == ["d01", "d02", "d03"]


def test_who_is_not_there_is_called_by_name():
    problem = table_plan(absent={"d09": Absentee("文化振興課", Missing.WAITING)})
    assert [problem.name(key) for key in ("c01", "d09", "x")] == ["企業1", "文化振興課", "x"]


def test_a_division_is_there_in_the_rounds_of_the_event_only():
    assert table_plan(rounds=2).free(Division("d01", "課1", free=frozenset({2, 3}))) == frozenset({2})

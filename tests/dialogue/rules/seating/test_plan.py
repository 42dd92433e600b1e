"""The round table as a whole: the normal day, 配慮, shared tables, and the morning."""

from dataclasses import replace

import pytest

from dialogue.rules.seating import (
    Company,
    Division,
    Missing,
    Other,
    Outcome,
    Pin,
    Progress,
    Reason,
    Seat,
    Strength,
    Wish,
    sentence,
    solve,
    without,
)  # fmt: skip
from dialogue.rules.seating.mip import Aim, Mip

from .cases import companies, divisions, table_plan
from .test_property import broken_promises, meetings


def said(problem, plan):
    return [sentence(problem, one) for one in plan.outcomes]


def test_eight_companies_and_seventeen_divisions_meet_in_six_rounds():
    problem = table_plan(8, 17, rounds=6)
    plan = solve(problem)
    assert (broken_promises(problem, plan), plan.waits, plan.gap) == ([], (), 0.0)
    assert set(plan.load.values()) == {(2, 3)}
    assert len(meetings(problem, plan)) == 17 * 6


def test_a_mutual_wish_goes_before_better_ranks_of_one_side():
    wishes = (Wish("d01", "c01", 1), Wish("d02", "c01", 2), Wish("c01", "d02", 1))
    problem = table_plan(2, 2, rounds=1, wishes=wishes)
    plan = solve(problem)
    assert [(one.by, one.reason) for one in plan.outcomes] == [("c01", None), ("d01", Reason.TABLE_FULL), ("d02", None)]
    assert "企業1の卓は同じかより強い希望の課で満席です（第1回 企業1と課2・互いの希望）" in said(problem, plan)[1]


def test_a_must_crowds_a_table_rather_than_being_lost():
    must = frozenset((("c01"), f"d0{n}") for n in (1, 2, 3))
    plan = solve(table_plan(3, 3, rounds=1, must=must))
    assert [one.round for one in plan.outcomes] == [1, 1, 1]


def test_a_pin_is_kept_in_its_round():
    plan = solve(table_plan(pins=(Pin("c03", "d05", 2),)))
    assert [(one.company, one.division, one.round, one.strength) for one in plan.outcomes] == [
        ("c03", "d05", 2, Strength.PINNED)
    ]


def test_somebody_with_care_stays_and_the_companies_come():
    office = (Division("d01", "課1", table=2), *divisions(6)[1:])
    problem = table_plan(4, 6, divisions=office)
    plan = solve(problem)
    assert [seat.table for seat in plan.seats if seat.key == "d01"] == [2, 2, 2]
    assert broken_promises(problem, plan) == []


def test_two_who_stay_at_different_tables_cannot_meet_and_are_told_so():
    problem = table_plan(
        companies=(Company("c01", "企業1", table=1), *companies(4)[1:]),
        divisions=(Division("d01", "課1", table=2), *divisions(6)[1:]), wishes=(Wish("d01", "c01", 1),),
    )  # fmt: skip
    plan = solve(problem)
    assert (plan.outcomes[0].reason, said(problem, plan)) == (Reason.TWO_TABLES, ["固定の卓が別々のため、会えません。"])


def test_companies_share_tables_and_competitors_do_not():
    firms = tuple(Company(f"c0{n}", f"企業{n}", line="水" if n < 3 else "") for n in range(1, 7))
    problem = table_plan(companies=firms, n_divisions=6, tables=3)
    plan = solve(problem)
    assert (broken_promises(problem, plan), plan.waits) == ([], ())


def test_two_companies_with_the_same_fixed_table_share_it():
    firms = (Company("c01", "企業1", table=1), Company("c02", "企業2", table=1), *companies(4)[2:])
    problem = table_plan(companies=firms)
    plan = solve(problem)
    assert {seat.table for seat in plan.seats if seat.key in ("c01", "c02")} == {1}


def test_the_morning_keeps_the_seats_of_the_others():
    before = solve(table_plan(8, 17, rounds=6))
    problem = without(
        table_plan(8, 17, rounds=6, wishes=(Wish("d01", "c02", 1), Wish("c02", "d01", 1))), ["c02"], before.seats
    )
    after = solve(problem)
    assert (broken_promises(problem, after), after.announced) == ([], len(before.seats) - 6)
    assert after.kept >= after.announced - 6 * 3
    assert (after.outcomes[0].missing, said(problem, after)) == (
        Missing.NOT_COME,
        ["企業2が当日欠席のため、会えません。"],
    )


def test_a_newcomer_of_the_morning_takes_a_free_table():
    before = [Seat(1, 2, "c01"), Seat(1, 1, "c02"), Seat(1, 1, "c01"), Seat(2, 2, "c01"), Seat(1, 2, "d01")]
    plan = solve(table_plan(3, 3, rounds=1, announced=tuple(before)))
    assert {seat.key: seat.table for seat in plan.seats if seat.key.startswith("c")} == {"c01": 2, "c02": 1, "c03": 3}


def test_what_the_desk_settled_of_who_is_missing_is_dropped():
    asked = table_plan(must=frozenset({("c01", "d01")}), pins=(Pin("c02", "d01"), Pin("c01", "d02")))
    problem = without(asked, ["d01"], ())
    assert (problem.must, problem.pins) == (frozenset(), (Pin("c01", "d02"),))


def test_progress_is_told():
    told: list[Progress] = []
    solve(table_plan(wishes=(Wish("d01", "c01", 1),)), tell=told.append)
    assert {one.aim for one in told} >= {"希望の順位"}


def test_every_sentence():
    problem = replace(table_plan(), absent={})
    outcome = Outcome("d01", "c01", "d01", 1, Strength.ONE)
    others = (OTHER,) * 6
    words = {
        Reason.BANNED: "デスクが会わせない組にしています。",
        Reason.BANNED_NEIGHBOUR: "企業1と同じ卓の企業2が、課1と会わせない組です。",
        Reason.NO_COMMON_ROUND: "共通して出られる回がありません。",
        Reason.SAT_WITHOUT: "課1が企業1の卓に着く第1回に、企業1は出られません。",
        Reason.MORE_WISHES: "課1の席は、すべてほかの希望の相手で埋まりました。希望の数が席の数より多いためです。",
        Reason.GAVE_WAY: "共通して出られるどの回も、同じかより強い希望の組を先に決めました（"
        + "、".join(["第1回 企業2と課2・互いの希望"] * 4) + " ほか2組）。",
        Reason.BALANCE: "企業1との組を入れると、ほかの組の希望か、卓の人数・固定の卓のつり合いが崩れるため、見送りました。",
    }  # fmt: skip
    assert {reason: sentence(problem, replace(outcome, reason=reason, others=others)) for reason in words} == words
    unproven = replace(outcome, reason=Reason.BALANCE, proven=False)
    assert sentence(problem, unproven) == "計算の時間の中では、この組を入れてよりよくなる案が見つかりませんでした。"
    assert sentence(problem, replace(outcome, round=2, table=3)) == "第2回に3番卓で会います。"


OTHER = Other(1, "c02", "d02", Strength.MUTUAL)


@pytest.mark.parametrize(("value", "bound", "gap"), [(3, 3, 0.0), (9, 10, 0.1), (0, 0, 0.0)])
def test_the_gap_is_a_part_of_the_bound(value, bound, gap):
    assert Aim("希望", value, bound).gap == pytest.approx(gap)


def test_a_question_without_time_still_has_an_answer():
    model = Mip(seed=1, time_limit=0.0, tell=lambda progress: None)
    ticks = [model.yes_or_no() for _ in range(3)]
    model.at_most([(1, tick) for tick in ticks], 2)
    assert model.reach("", [(1, tick) for tick in ticks]).value == 2


def test_a_must_that_fixed_tables_forbid_is_explained():
    office = (Division("d01", "課1", table=1), Division("d02", "課2", table=2))
    must = frozenset({("c01", "d01"), ("c01", "d02")})
    plan = solve(table_plan(2, divisions=office, rounds=1, must=must))
    assert sorted(str(one.reason) for one in plan.outcomes) == ["BALANCE", "None"]


def test_two_announced_at_one_table_get_one_each():
    before = (Seat(1, 1, "c01"), Seat(1, 1, "c02"))
    plan = solve(table_plan(2, 2, rounds=1, announced=before))
    assert {seat.key: seat.table for seat in plan.seats if seat.key.startswith("c")} == {"c01": 1, "c02": 2}


def test_shared_tables_are_bettered_a_fixed_number_of_times(monkeypatch):
    monkeypatch.setattr("dialogue.rules.seating.plan.TURNS", 1)
    problem = table_plan(4, 6, tables=2, rounds=2)
    assert broken_promises(problem, solve(problem)) == []


def test_a_try_that_falls_short_changes_nothing():
    model = Mip(seed=1, time_limit=5.0, tell=lambda progress: None)
    tick = model.yes_or_no()
    model.at_most([(1, tick)], 1)
    other = model.yes_or_no()
    model.reach("", [(1, other)])
    assert model.try_without("", [(1, tick), (1, other)], []) == 2
    assert (model.try_without("", [(1, tick), (1, other)], [tick]), model.says_yes(tick)) == (2, True)

"""What is read below a method: its open 事例, the newest first, by whoever may."""

from datetime import timedelta

import pytest

from knowledge.queries.methods import CASES, cases_of, catalogue, newest_cases
from knowledge.queries.navigator import kept_rules, method_names, navigate, questions, rules_of, with_rules_of
from knowledge.rules.navigator import Rule
from tests.factories.accounts import StaffFactory
from tests.factories.knowledge import CaseFactory, CaseVersionFactory, MethodFactory, NavigatorRuleFactory
from tests.harness import NOON, TODAY
from tests.knowledge.catalogue import FIRST_FOR, answers_of
from tests.knowledge.catalogue import catalogue as load_catalogue

pytestmark = pytest.mark.django_db


def a_case(method, days=0, **facts):
    return CaseFactory(**{"opened": True, "method": method, "opened_at": NOON - timedelta(days=days), **facts})


def test_the_catalogue_has_what_is_in_use_under_its_headings():
    rows = load_catalogue()
    rows["trial"].is_active = False
    rows["trial"].save()
    MethodFactory(name="そのほかの手法")

    groups = catalogue()

    assert [one.name for one in groups][-1] == "そのほか"
    assert [one.code for one in groups[1].methods] == ["sounding"]
    assert sum(len(one.methods) for one in groups) == 18


def test_of_a_method_the_newest_open_cases_are_told():
    method, officer = MethodFactory(), StaffFactory(officer=True)
    shown = [a_case(method, days) for days in (3, 1, 2)]
    CaseVersionFactory(case=shown[1], number=2, title="直した題")
    a_case(method, opened=False, opened_at=None, owner=officer.posts.get().division)
    a_case(MethodFactory())

    found = cases_of(method, officer, TODAY)

    assert [one.code for one in found.newest] == [shown[1].code, shown[2].code, shown[0].code]
    assert (found.newest[0].title, found.newest[0].division, found.newest[0].year) == (
        "直した題", shown[1].owner.name, 2026,
    )  # fmt: skip
    assert found.count == 3


def test_of_many_cases_five_are_told_and_all_are_counted():
    method, officer = MethodFactory(), StaffFactory(officer=True)
    for days in range(CASES + 1):
        a_case(method, days)

    found = cases_of(method, officer, TODAY)

    assert (len(found.newest), found.count) == (CASES, CASES + 1)


def test_who_holds_no_post_reads_no_case():
    method = MethodFactory()
    a_case(method)

    assert cases_of(method, StaffFactory(), TODAY).count == 0
    assert newest_cases([method.code], StaffFactory(), TODAY, each=2) == {}


def test_of_every_method_its_own_newest_cases_are_told():
    first, second, third = MethodFactory(), MethodFactory(), MethodFactory()
    older, newer, newest = (a_case(first, days) for days in (3, 2, 1))
    only = a_case(second, 9)

    found = newest_cases([first.code, second.code, third.code], StaffFactory(officer=True), TODAY, each=2)

    assert {code: [one.code for one in cases] for code, cases in found.items()} == {
        first.code: [newest.code, newer.code],
        second.code: [only.code],
    }
    assert older.code not in str(found)


# --- 手法ナビ


def test_the_answers_lead_to_methods_with_reasons_and_cases():
    methods, officer = load_catalogue(), StaffFactory(officer=True)
    cases = [a_case(methods["park-pfi"], days) for days in range(3)]

    found = navigate(answers_of(FIRST_FOR["park-pfi"]), officer, TODAY)

    best = found.first[0]
    assert best.method == methods["park-pfi"]
    assert [one.code for one in best.cases] == [cases[0].code, cases[1].code]
    assert len(found.first) == 3
    assert [one.because.points for one in found.first] == sorted(
        (one.because.points for one in found.first), reverse=True
    )
    assert found.ruled_out
    assert found.link == "cost=none&place=park&period=longer&partners=open&money-flow=earn&urgency=next-year"
    assert (found.is_answered, found.is_known, found.left) == (True, True, [])


def test_unknown_answers_are_no_answers():
    load_catalogue()

    found = navigate({"cost": "nai", "nai": "none", "place": "unknown"}, StaffFactory(officer=True), TODAY)

    assert (found.first, found.others, found.ruled_out) == ([], [], [])
    assert (found.is_answered, found.is_known, found.link) == (True, False, "place=unknown")
    assert [one.code for one in found.left] == ["cost", "period", "partners", "money-flow", "urgency"]


def test_without_an_answer_nothing_is_proposed():
    load_catalogue()

    found = navigate({}, StaffFactory(officer=True), TODAY)

    assert (found.is_answered, len(found.asked), found.first) == (False, 6, [])


def test_a_method_out_of_use_is_not_proposed():
    methods = load_catalogue()
    methods["park-pfi"].is_active = False
    methods["park-pfi"].save()

    found = navigate(answers_of(FIRST_FOR["park-pfi"]), StaffFactory(officer=True), TODAY)

    assert methods["park-pfi"] not in [one.method for one in (*found.first, *found.others, *found.ruled_out)]
    assert "park-pfi" not in {rule.method for rule in kept_rules()}


# --- before the desk


def test_the_rules_of_a_method_as_they_are_typed():
    early, late = MethodFactory(position=1), MethodFactory(position=2)
    kept = NavigatorRuleFactory(method=early)
    NavigatorRuleFactory(method=late)
    rules = kept_rules()
    typed = [Rule("mihon.kotae", early.code, 3, "強く薦めます。")]

    assert [rule.method for rule in rules] == [early.code, late.code]
    assert with_rules_of(early, rules, typed) == [*typed, rules[1]]
    assert rules_of(early) == {kept.answer_id: kept}
    assert method_names() == {early.code: early.name, late.code: late.name}
    assert len(questions()) == 1
    early.is_active = False
    early.save()
    assert with_rules_of(early, rules, typed) == [rules[1]]

"""What the answers say of the methods, and how the 例題 come out."""

import pytest

from knowledge.queries.navigator import examples
from knowledge.rules.navigator import Example, Rule, fingerprint, propose, try_examples
from tests.knowledge.catalogue import FIRST_FOR, METHODS, QUESTIONS, RULES, answers_of

SMALL = [
    Rule("cost.none", "trial", 2, "費用がかからないため。"),
    Rule("period.short", "trial", 3, "短いため。"),
    Rule("place.long", "trial", -1, "長いため。"),
    Rule("cost.none", "place", 2, "無料のため。"),
    Rule("place.long", "park", -99, "公園ではないため。"),
    Rule("cost.none", "park", 3, "費用がかからないため。"),
    Rule("place.none", "park", -99, "場所を使わないため。"),
    Rule("place.long", "data", -3, "データではないため。"),
]


def said(proposed):
    return [(one.method, one.points) for one in proposed]


def codes(answers):
    return {f"{question}.{answer}" for question, answer in answers.items()}


def test_the_answers_are_added_up_and_the_best_comes_first():
    proposed = propose({"cost.none", "period.short", "place.long"}, SMALL)

    assert said(proposed.fitting) == [("trial", 4), ("place", 2)]
    first = proposed.fitting[0]
    assert [rule.points for rule in first.reasons] == [3, 2]
    assert [rule.reason for rule in first.cautions] == ["長いため。"]


def test_of_equals_the_earlier_method_comes_first():
    assert said(propose({"cost.none"}, SMALL).fitting) == [("park", 3), ("trial", 2), ("place", 2)]


def test_what_is_ruled_out_is_not_proposed_whatever_speaks_for_it():
    proposed = propose({"cost.none", "place.long"}, SMALL)

    assert "park" not in dict(said(proposed.fitting))
    assert [(one.method, [rule.reason for rule in one.ruled_out]) for one in proposed.ruled_out] == [
        ("park", ["公園ではないため。"])
    ]


def test_more_against_than_for_is_not_proposed():
    assert said(propose({"place.long"}, SMALL).fitting) == []


@pytest.mark.parametrize("answers", [set(), {"cost.unknown"}, {"nai.nai"}])
def test_answers_without_a_rule_say_nothing(answers):
    proposed = propose(answers, SMALL)

    assert (proposed.fitting, proposed.ruled_out) == ([], [])


@pytest.mark.parametrize("example", examples(), ids=lambda one: one.first)
def test_the_examples_come_out_as_expected(example):
    (result,) = try_examples([example], RULES, RULES)

    assert set(example.answers) == set(QUESTIONS)
    assert result.is_expected
    assert not result.is_other


@pytest.mark.parametrize("code", METHODS)
def test_every_method_can_come_first(code):
    assert propose(codes(answers_of(FIRST_FOR[code])), RULES).fitting[0].method == code


def test_there_are_twelve_examples_and_not_to_know_says_nothing():
    unknown = {f"{code}.unknown" for code in QUESTIONS}

    assert len(examples()) == 12
    assert propose(unknown, RULES).fitting == []


def test_a_change_that_shows_in_an_example_is_marked():
    example = Example("短く試す。", {"cost": "none", "period": "short"}, first="trial", among=["trial", "place"])
    without = [rule for rule in SMALL if rule.method != "trial"]

    (kept,) = try_examples([example], SMALL, SMALL)
    (changed,) = try_examples([example], SMALL, without)
    assert (kept.is_other, kept.is_expected, kept.after) == (False, True, ["trial", "park", "place"])
    assert (changed.is_other, changed.is_expected, changed.after) == (True, False, ["park", "place"])
    (missing,) = try_examples([example], SMALL, [rule for rule in SMALL if rule.method != "place"])
    assert (missing.is_other, missing.is_expected) == (True, False)


def test_words_are_known_by_their_fingerprint():
    assert fingerprint("一", "二") == fingerprint("一", "二")
    assert fingerprint("一", "二") != fingerprint("一二", "")

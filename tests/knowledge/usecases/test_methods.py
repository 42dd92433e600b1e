"""A method is written anew, kept, put out of use and brought back; what the 手法ナビ says of it is set."""

from datetime import timedelta

import pytest

from knowledge.models import Method
from knowledge.queries.navigator import question_seen, rules_seen
from knowledge.rules.navigator import Rule
from knowledge.usecases.bring_back_method import CannotBringBack, bring_back_method
from knowledge.usecases.keep_method import CannotKeep, keep_method
from knowledge.usecases.retire_method import CannotRetire, retire_method
from knowledge.usecases.revise_method import WORDS, CannotRevise, StaleMethod, revise_method
from knowledge.usecases.revise_question import CannotRevise as CannotReviseQuestion
from knowledge.usecases.revise_question import StaleQuestion, revise_question
from knowledge.usecases.set_rules import CannotSetRules, StaleRules, set_rules
from nara_renkei.core.models import AuditEvent
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import MethodFactory, NavigatorAnswerFactory, NavigatorRuleFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db
DESK = {"by": THE_DESK, "at": NOON}


def audited():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", "about"))


def words_of(method, **changes):
    return {**{name: getattr(method, name) for name in WORDS}, **changes}


def revised(method, version=1, **changes):
    return revise_method(method=method, version=version, words=words_of(method, **changes), **DESK)


# --- the words


def test_new_words_are_read_and_found_at_once():
    method = MethodFactory(code="trial", updated_by="システム")

    row = revised(method, fits="- 夕暮れの町家で試すとき。")

    assert (row.fits, row.version, row.updated_at) == ("- 夕暮れの町家で試すとき。", 2, NOON)
    assert row.updated_by == THE_DESK.label
    assert list(Method.objects.saying("夕暮れ")) == [row]
    event = AuditEvent.objects.get()
    assert (event.verb, event.about, event.keys["fields"]) == ("method.revise", "method:trial", ["fits"])


def test_the_same_words_change_nothing():
    assert revised(MethodFactory()).version == 1
    assert audited() == []


@pytest.mark.parametrize("version", [0, 2, -1])
def test_of_two_who_write_the_second_is_told(version):
    method = MethodFactory()

    with pytest.raises(StaleMethod, match="先にこの手法を変えました"):
        revised(method, version=version, name="新しい名")
    assert Method.objects.get().name == method.name


@pytest.mark.parametrize("name", [one for one in WORDS if one != "chapter"])
def test_a_method_needs_its_words(name):
    with pytest.raises(CannotRevise, match="書いてください"):
        revised(MethodFactory(), **{name: " 　\n"})


# --- who keeps it


def test_the_desk_says_who_keeps_a_method_until_when():
    method = MethodFactory(review_told_on=TODAY)
    division = DivisionFactory()

    row = keep_method(method=method, owner=division, review_by=TODAY, **DESK)

    assert (row.owner, row.review_by, row.review_told_on) == (division, TODAY, None)
    assert audited() == [("method.keep", method.key)]


def test_a_review_date_in_the_past_is_refused():
    method = MethodFactory()

    with pytest.raises(CannotKeep, match="今日か、それより後の日"):
        keep_method(method=method, owner=method.owner, review_by=TODAY - timedelta(days=1), **DESK)


def test_a_review_date_that_passed_may_stay_and_stays_told():
    past = TODAY - timedelta(days=9)
    method = MethodFactory(review_by=past, review_told_on=TODAY)

    row = keep_method(method=method, owner=method.owner, review_by=past, **DESK)

    assert (row.review_by, row.review_told_on) == (past, TODAY)


# --- whether it is used


def test_a_method_leaves_and_comes_back():
    method = MethodFactory()

    assert retire_method(method=method, **DESK).is_active is False
    with pytest.raises(CannotRetire, match="もう使わない"):
        retire_method(method=method, **DESK)
    row = bring_back_method(method=method, **DESK)
    with pytest.raises(CannotBringBack, match="もう使う"):
        bring_back_method(method=method, **DESK)

    assert (row.is_active, row.version, row.updated_by) == (True, 3, THE_DESK.label)
    assert audited() == [("method.retire", method.key), ("method.bring_back", method.key)]


# --- what the 手法ナビ says of it


def test_rules_take_the_place_of_the_others():
    old = NavigatorRuleFactory(points=2)
    other = NavigatorAnswerFactory(question=old.answer.question)
    elsewhere = NavigatorRuleFactory(answer=old.answer)
    rule = Rule(f"{other.question.code}.{other.code}", old.method.code, -99, "場所がないため。")

    set_rules(method=old.method, seen=rules_seen(old.method), rules=[rule], **DESK)

    (kept,) = old.method.rules.all()
    assert (kept.answer, kept.points, kept.reason) == (other, -99, "場所がないため。")
    assert list(elsewhere.method.rules.all()) == [elsewhere]
    assert audited() == [("method.set_rules", old.method.key)]


def test_of_two_who_set_rules_the_second_is_told():
    rule = NavigatorRuleFactory()
    seen = rules_seen(rule.method)
    rule.points = 3
    rule.save()

    with pytest.raises(StaleRules, match="先にこの手法の規則を変えました"):
        set_rules(method=rule.method, seen=seen, rules=[], **DESK)
    assert rule.method.rules.count() == 1


@pytest.mark.parametrize(
    ("points", "reason", "answer"), [(0, "理由", ""), (4, "理由", ""), (1, " ", ""), (1, "理由", "x")]
)
def test_rules_outside_are_refused(points, reason, answer):
    rule = NavigatorRuleFactory()
    code = f"{rule.answer.question.code}.{answer or rule.answer.code}"

    with pytest.raises(CannotSetRules, match="1から3、-1から-3、または「外す」"):
        set_rules(
            method=rule.method,
            seen=rules_seen(rule.method),
            rules=[Rule(code, rule.method.code, points, reason)],
            **DESK,
        )
    assert list(rule.method.rules.all()) == [rule]


# --- how a question is worded


def reworded(question, labels, seen=None, text="新しい質問"):
    seen = question_seen(question) if seen is None else seen
    return revise_question(question=question, seen=seen, text=text, help_text="説明", labels=labels, **DESK)


def test_a_question_and_its_answers_are_worded_anew():
    rule = NavigatorRuleFactory(answer__code="hai")
    question = rule.answer.question

    row = reworded(question, {"hai": "はい、そうです"})

    assert (row.text, row.help) == ("新しい質問", "説明")
    assert [one.label for one in row.answers.all()] == ["はい、そうです"]
    assert list(rule.method.rules.all()) == [rule]
    assert audited() == [("navigator.revise", "question:mihon")]


def test_of_two_who_word_a_question_the_second_is_told():
    answer = NavigatorAnswerFactory(code="hai")
    seen = question_seen(answer.question)
    answer.label = "いいえ"
    answer.save()

    with pytest.raises(StaleQuestion, match="先にこの質問を変えました"):
        reworded(answer.question, {"hai": "はい"}, seen=seen)


@pytest.mark.parametrize(("text", "labels"), [(" ", {"hai": "はい"}), ("問い", {"hai": " "}), ("問い", {})])
def test_a_question_needs_its_words(text, labels):
    answer = NavigatorAnswerFactory(code="hai")

    with pytest.raises(CannotReviseQuestion, match="すべての答え"):
        reworded(answer.question, labels, text=text)

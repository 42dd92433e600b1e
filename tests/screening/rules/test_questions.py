from dataclasses import replace

import pytest

from proposals.enums import Ask, Procedure
from screening.enums import Disposition, Implementer
from screening.rules.questions import BY_IMPLEMENTER, BY_PROCEDURE, Facts, questions

ADOPT = Facts(
    disposition=Disposition.ADOPT,
    implementer=Implementer.PROPOSER,
    procedure="",
    way="令和8年10月5日に届きました。",
    reason="東部の暮らしの役に立つため。",
    decline_reasons=[],
    what_would_change="",
    referred_to="",
    conditions=[],
    asks=[],
    budget="市の新しい予算は要りません。",
    soundness="送付前：問題なし",
    opinions=["農政課：検討する。"],
)
FAIR = "なぜ、この進め方か。公平か。"


def asked(facts):
    return {one.question: one.answer for one in questions(facts)}


def test_what_goes_on_is_asked_for_its_reason_its_fairness_and_its_cost():
    assert list(asked(ADOPT)) == [
        "どのような経緯の提案か。",
        "なぜ、この提案を進めるのか。",
        FAIR,
        "市の費用はいくらか。いつから始めるか。",
        "契約や協定を約束したのか。",
        "関係する課は、どう考えているか。",
        "提案した団体に問題はないか。",
        "提案の内容は公開されるか。",
    ]


def test_the_answers_come_from_the_record():
    answers = asked(ADOPT)

    assert answers["なぜ、この提案を進めるのか。"] == "東部の暮らしの役に立つため。"
    assert answers["市の費用はいくらか。いつから始めるか。"] == "市の新しい予算は要りません。〔金額と始める時期〕"
    assert answers["関係する課は、どう考えているか。"] == "農政課：検討する。"
    assert answers["提案した団体に問題はないか。"] == "送付前：問題なし"


def test_what_the_record_lacks_is_left_open():
    answers = asked(replace(ADOPT, soundness="", opinions=[]))

    assert answers["関係する課は、どう考えているか。"] == "〔関係する課の考え〕"
    assert answers["提案した団体に問題はないか。"] == "〔団体についての確認の結果〕"


@pytest.mark.parametrize("implementer", Implementer)
def test_who_carries_it_out_is_explained(implementer):
    assert asked(replace(ADOPT, implementer=implementer))[FAIR] == BY_IMPLEMENTER[implementer]


@pytest.mark.parametrize("procedure", Procedure)
def test_the_procedure_is_explained_once_it_is_fixed(procedure):
    assert asked(replace(ADOPT, procedure=procedure))[FAIR].endswith(BY_PROCEDURE[procedure])


def test_conditions_data_and_places_are_asked_about_when_there_are_any():
    answers = asked(replace(ADOPT, conditions=["勧誘をしない", "毎月知らせる"], asks=[Ask.DATA, Ask.PLACE]))

    assert answers["どのような条件を付けたか。"] == "・勧誘をしない\n・毎月知らせる"
    assert {"個人情報は渡すのか。", "市の場所を一つの団体が使ってよいのか。"} <= set(answers)


def test_a_decline_is_asked_for_its_reasons_and_what_would_change():
    facts = replace(
        ADOPT,
        disposition=Disposition.DECLINE,
        decline_reasons=["まだ抽象的"],
        what_would_change="場所を限って試せること。",
    )

    answers = asked(facts)

    assert answers["なぜ、見送るのか。"] == "・まだ抽象的\n東部の暮らしの役に立つため。"
    assert answers["どうなれば、もう一度検討するのか。"].startswith("場所を限って試せること。\n")


def test_a_referral_names_the_window():
    answers = asked(replace(ADOPT, disposition=Disposition.REFER, referred_to="市民安全課"))

    assert answers["なぜ、ほかの窓口を案内したのか。"].endswith("案内した窓口：市民安全課")

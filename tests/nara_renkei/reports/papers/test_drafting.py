import sys
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from nara_renkei.reports.papers.drafting import GONE, SHORT, build, context_of, short
from nara_renkei.reports.rendering import CannotRender
from proposals.models import Proposal
from screening.enums import Disposition, Implementer
from screening.models import ContractLimit, Decision, DeclineReason
from screening.queries import drafting_set
from screening.rendering import outcome_draft
from screening.usecases.answer_inquiry import answer_inquiry
from screening.usecases.ask_opinion import ask_opinion
from screening.usecases.draft_decision import ConditionWords, ContractWords, Outcome, draft_decision
from screening.usecases.propose_decision import propose_decision
from screening.usecases.record_minutes import record_minutes
from screening.usecases.refer_at_desk import refer_at_desk
from tests.factories.screening import ConsulteeFactory, RoutingFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.house import ROOT
from tests.screening.city import accepted, office, opened

sys.path.insert(0, str(ROOT / "nara_renkei" / "deploy"))

import drafting_template

pytestmark = pytest.mark.django_db

PARTS = ["1　起案文案", "2　説明資料（A4一枚）", "3　合議先", "4　通知文案", "5　想定問答"]


def about(decision):
    return f"{decision.screening.proposal.number}/{decision.pk}"


def drafted(outcome=None, **fields):
    _, lead, routing = accepted(**fields)
    outcome = outcome or Outcome(Disposition.ADOPT, "東部の暮らしの役に立つため。", implementer=Implementer.TENDER)
    return lead, routing, draft_decision(routing=routing, outcome=outcome, by=lead.actor, at=NOON)


def words(made):
    """Return every word of the document in its order, the tables' cells too."""
    document = Document(BytesIO(made.content))
    return [
        text
        for block in document.iter_inner_content()
        for text in (
            [block.text] if hasattr(block, "text") else [cell.text for row in block.rows for cell in row.cells]
        )
    ]


def test_whom_the_city_always_hears_is_heard_as_long_as_the_row_is_in_use():
    heard = ConsulteeFactory(occasion="PLACE")
    ConsulteeFactory(occasion="PLACE", is_active=False)
    *_, decision = drafted(Outcome(Disposition.ADOPT, "よい。"))

    facts = drafting_set(decision.screening.proposal.number, decision.pk)

    assert [one.division for one in facts.concurrence] == [heard.division.name]


def test_the_five_parts_stand_in_one_document():
    *_, decision = drafted()

    document = Document(BytesIO(build(about(decision), at=NOON).content))

    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == PARTS
    assert document.core_properties.title == f"起案セット {decision.screening.proposal.number}"


def test_it_says_what_the_record_says():
    heard = ConsulteeFactory(occasion="CONTRACT").division
    lead, routing, decision = drafted()
    propose_decision(routing=routing, user=lead.manager, by=lead.actor, at=NOON)
    proposal = decision.screening.proposal

    text = words(build(about(decision), at=NOON))

    assert f"民間提案「{proposal.title}」（{proposal.number}）の扱いについて（伺い）" in text
    for one in (
        lead.division.name,
        "進める",
        "公募で",
        "東部の暮らしの役に立つため。",
        "提案の受付（第1版）",
        f"{lead.division}へ送付（主担当）",
        f"{lead.division}の回答（検討する）",
        "課の案（課長の確認）",
        "検討する。話を聞かせてください。",
        proposal.summary,
        heard.name,
        "実施者の決め方と契約の方法を確かめるため",
        "なぜ、この進め方か。公平か。",
        "市の新しい予算は要りません。",
    ):
        assert one in text, one


def test_the_letter_is_the_one_that_the_desk_will_be_offered():
    lead, _, decision = drafted()
    letter = outcome_draft(decision, proposal=decision.screening.proposal, division=str(lead.division), on=TODAY)

    text = words(build(about(decision), at=NOON))

    assert letter.title in text
    assert letter.body in text


def test_a_decline_brings_its_own_letter():
    reason = DeclineReason.objects.get(code="abstract")
    outcome = Outcome(
        Disposition.DECLINE, "場所が決まらないため。", reasons=[reason], what_would_change="場所を限って試せること。"
    )
    *_, decision = drafted(outcome)

    text = words(build(about(decision), at=NOON))

    assert "4　断り文案" in text
    assert "見送りの理由：まだ抽象的" in text
    assert "どう変わればよいか：場所を限って試せること。" in text


def test_conditions_and_the_budget_are_told():
    outcome = Outcome(
        Disposition.ADOPT_WITH_CONDITIONS,
        "よい。",
        conditions=[ConditionWords("勧誘をしないこと。", TODAY + timedelta(days=30))],
        budget_needed=True,
        budget_year="令和9年度当初",
    )
    *_, decision = drafted(outcome)

    text = words(build(about(decision), at=NOON))

    assert "勧誘をしないこと。" in text
    assert "令和8年11月4日" in text
    said = "令和9年度当初の予算が要ります。議会の議決が前提です。最短で令和9年4月。当初要求の締切は令和8年10月15日。"
    assert said in text


def test_who_helped_who_was_asked_and_what_was_talked_about_is_told():
    helper, consultee = office(), office()
    screening, lead, routing = accepted()
    RoutingFactory(screening=screening, division=helper.division, is_lead=False)
    asked = ask_opinion(
        screening=screening, division=consultee.division, question="要りますか。", due_on=TODAY, by=lead.actor, at=NOON
    )
    ask_opinion(
        screening=screening, division=office().division, question="まだ。", due_on=TODAY, by=lead.actor, at=NOON
    )
    answer_inquiry(inquiry=asked, verdict="YES", opinion="許可が要ります。", by=consultee.actor, at=NOON)
    record_minutes(
        screening=screening,
        held_on=TODAY,
        place="",
        attendees="会社次郎、担当太郎",
        body="話した。",
        by=lead.actor,
        at=NOON,
    )
    routing.refresh_from_db()
    decision = draft_decision(routing=routing, outcome=Outcome(Disposition.ADOPT, "よい。"), by=lead.actor, at=NOON)

    facts = drafting_set(screening.proposal.number, decision.pk)

    assert [(one.division, one.role) for one in facts.opinions] == [
        (lead.division.name, "主担当"),
        (consultee.division.name, "意見照会"),
    ]
    assert helper.division.name in {one.division for one in facts.concurrence}
    assert (facts.talks, facts.lead) == (1, lead.division.name)
    assert "対話（会社次郎、担当太郎）" in {step.what for step in facts.steps}
    assert "1回対話しました。" in context_of(facts, at=NOON)["way"]


def test_the_desks_own_outcome_has_no_lead():
    screening = opened()
    decision = refer_at_desk(
        screening=screening,
        outcome=Outcome(Disposition.REFER, "要望のため。", referred_to="市民安全課"),
        by=THE_DESK,
        at=NOON,
    )

    text = words(build(about(decision), at=NOON))

    assert "総合政策課（公民連携デスク）" in text
    assert "ご案内する窓口：市民安全課" in text
    assert "決まりで選ばれた課はありません。" in text


HOSTILE = "{{ 7*7 }}{% now %}{_{ a }_}<w:p>&lt;&\"'\u202e𠮷\u200b"


def test_hostile_words_stay_words():
    *_, decision = drafted(Outcome(Disposition.ADOPT, HOSTILE + "\n二行目"), title=HOSTILE[:40])

    text = words(build(about(decision), at=NOON))

    assert HOSTILE + "\n二行目" in text
    assert f"民間提案「{HOSTILE[:40]}」（{decision.screening.proposal.number}）の扱いについて（伺い）" in text


def test_what_no_document_can_hold_is_left_out():
    *_, decision = drafted()
    # older rows and imports may hold what no form takes
    Decision.objects.filter(pk=decision.pk).update(reason="始\x07\x0b\x0c\x1b\ufffe終")

    text = words(build(about(decision), at=NOON))

    assert "始終" in text


def test_a_long_reason_is_cut_on_the_sheet_of_one_page():
    *_, decision = drafted(Outcome(Disposition.ADOPT, "あ" * 600))

    text = words(build(about(decision), at=NOON))

    assert "あ" * (SHORT - 1) + "…" in text
    assert "あ" * 600 in text
    assert short("短い", SHORT) == "短い"


@pytest.mark.parametrize("name", ["", "R8-J-0001", "R8-J-9999/1"])
def test_what_there_is_not_is_refused(name):
    with pytest.raises(CannotRender, match=GONE):
        build(name, at=NOON)


def test_an_outcome_is_found_under_its_own_number_alone():
    *_, decision = drafted()
    other = Proposal.objects.get(pk=opened().proposal_id)

    assert drafting_set(other.number, decision.pk) is None


def test_it_waits_longer_for_no_question_however_much_was_done(django_assert_num_queries):
    lead, routing, decision = drafted()
    for _ in range(3):
        record_minutes(
            screening=routing.screening,
            held_on=TODAY - timedelta(days=1),
            place="",
            attendees="会社次郎",
            body="話した。",
            by=lead.actor,
            at=NOON,
        )

    with django_assert_num_queries(9):
        drafting_set(decision.screening.proposal.number, decision.pk)


def test_the_form_in_the_repository_is_what_its_script_writes(tmp_path):
    drafting_template.write(tmp_path / "new.docx")

    parts = [ZipFile(place).read("word/document.xml") for place in (tmp_path / "new.docx", drafting_template.PLACE)]

    assert parts[0] == parts[1]


def test_what_may_cost_money_says_when_it_would_be_there():
    *_, decision = drafted(cost="CONSULT")

    said = "費用は提案者と話し合います。予算が要ることになれば、最短で令和9年4月。当初要求の締切は令和8年10月15日。"
    assert said in words(build(about(decision), at=NOON))


def test_a_contract_is_told_with_its_ground_and_who_was_heard():
    ConsulteeFactory(occasion="CONTRACT")
    limit = ContractLimit.objects.get(code="other")
    contract = ContractWords("SOLE", "1", "少額のため。", TODAY, limit, 800_000)
    *_, decision = drafted(Outcome(Disposition.ADOPT, "よい。", contract=contract))

    text = words(build(about(decision), at=NOON))

    assert (
        "契約：随意契約。契約課と令和8年10月5日に合議。\n"
        "地方自治法施行令第167条の2第1項第1号 少額。少額のため。\n"
        "その他（業務委託など）（1,000,000円まで）、予定価格 800,000円。"
    ) in text
    assert "実施者の決め方と契約の方法を確かめるため" in text


def test_a_bid_needs_no_ground():
    *_, decision = drafted(Outcome(Disposition.ADOPT, "よい。", contract=ContractWords("OPEN_BID", consulted_on=TODAY)))

    assert "契約：一般競争入札。契約課と令和8年10月5日に合議。" in words(build(about(decision), at=NOON))

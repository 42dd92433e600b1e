"""結果の案 on its own page, and what comes after 「進める」."""

import pytest
from django.urls import reverse

from screening.models import ContractLimit, Decision, DecisionCondition, DeclineReason, Screening
from screening.rendering import outcome_draft
from screening.usecases.draft_decision import ConditionWords, Outcome, draft_decision
from screening.usecases.propose_decision import propose_decision
from tests.factories.accounts import MemberFactory
from tests.factories.proposals import ChallengeFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, TODAY, StrictClient, text_of
from tests.screening.city import accepted, office, opened, routed
from tests.screening.outcomes import told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TYPED = {"outcome-disposition": "ADOPT_IF", "outcome-implementer": "PROPOSER", "outcome-reason": "役に立つため。"}
IF = Outcome("ADOPT_IF", "よい。", conditions=[ConditionWords("毎月知らせること。", TODAY)])


def url(name, screening, *args):
    return reverse(f"screening:{name}", args=[screening.proposal.number, *args])


def test_the_form_stands_on_a_page_of_its_own_with_what_was_drafted():
    screening, lead, routing = accepted()
    reason = DeclineReason.objects.get(code="abstract")
    drafted = Outcome("DECLINE", "場所が未定。", reasons=[reason], what_would_change="場所が決まること。")
    draft_decision(routing=routing, outcome=drafted, by=lead.actor, at=NOON)

    shown = StrictClient.of(lead.officer).get(url("outcome", screening))

    assert "場所が未定。" in text_of(shown)
    assert shown.context["form"].initial["reasons"] == [reason]


def test_the_drafted_conditions_come_back():
    screening, lead, routing = accepted()
    draft_decision(routing=routing, outcome=IF, by=lead.actor, at=NOON)

    page = text_of(StrictClient.of(lead.officer).get(url("outcome", screening)))

    assert 'value="毎月知らせること。"' in page
    assert 'value="2026-10-05"' in page


def test_another_row_keeps_what_was_typed_and_saves_nothing():
    screening, lead, _ = accepted()
    client = StrictClient.of(lead.officer)
    reasons = [str(one.pk) for one in DeclineReason.objects.order_by("pk")[:2]]
    typed = {
        **TYPED,
        "outcome-reasons": reasons,
        "outcome-condition_0": "毎月知らせること。",
        "outcome-condition_due_0": "2026-11-04",
        "outcome-condition_1": "",
        "add_row": "1",
    }

    shown = client.post(url("outcome", screening), typed)

    form = shown.context["form"]
    assert (shown.status_code, form.rows, form.is_bound) == (200, 3, False)
    assert form["condition_0"].value() == "毎月知らせること。"
    assert form["condition_due_0"].value() == "2026-11-04"
    assert (form["disposition"].value(), form["reasons"].value()) == ("ADOPT_IF", reasons)
    assert not Decision.objects.exists()


def test_rows_have_an_end():
    screening, lead, _ = accepted()
    typed = {f"outcome-condition_{n}": "毎月知らせること。" for n in range(20)}

    shown = StrictClient.of(lead.officer).post(url("outcome", screening), {**TYPED, **typed, "add_row": "1"})

    assert shown.context["form"].rows == 12
    assert "条件の行を追加" not in text_of(shown)


def test_the_third_row_is_kept():
    screening, lead, _ = accepted()
    typed = {f"outcome-condition_{n}": f"条件その{n}" for n in range(3)}

    StrictClient.of(lead.officer).post(url("outcome", screening), {**TYPED, **typed})

    assert [one.text for one in DecisionCondition.objects.order_by("position")] == [
        "条件その0",
        "条件その1",
        "条件その2",
    ]


def test_a_date_without_its_condition_is_refused_and_nothing_is_lost():
    screening, lead, _ = accepted()

    shown = StrictClient.of(lead.officer).post(
        url("outcome", screening), {**TYPED, "outcome-condition_due_1": "2026-11-04"}
    )

    assert "期日だけが入っています。条件を書くか、期日を消してください。" in text_of(shown)
    assert 'value="2026-11-04"' in text_of(shown)


def test_what_the_use_case_refuses_is_said_on_the_page():
    screening, lead, _ = accepted()

    shown = StrictClient.of(lead.officer).post(url("outcome", screening), TYPED)

    assert "条件付きで進めるときは、条件を書いてください。" in text_of(shown)


def test_it_is_not_offered_before_the_answer_and_after_the_confirmation():
    before, lead, _ = routed()
    client = StrictClient.of(lead.officer)
    assert client.get(url("outcome", before)).status_code == 302

    after, lead, routing = accepted()
    draft_decision(routing=routing, outcome=IF, by=lead.actor, at=NOON)
    propose_decision(routing=routing, user=lead.manager, by=lead.actor, at=NOON)
    shown = StrictClient.of(lead.officer).get(url("outcome", after), follow=True)
    assert "いまは結果の案を書けません。" in text_of(shown)


def test_a_supporting_division_and_the_desk_have_no_such_page(desk_client):
    screening, _, _ = accepted()
    helper = office()
    RoutingFactory(screening=screening, division=helper.division, is_lead=False)

    for client in (StrictClient.of(helper.officer), desk_client):
        assert client.get(url("outcome", screening)).status_code == 404


def test_the_officer_writes_and_the_manager_puts_it_forward():
    screening, lead, _ = accepted()
    StrictClient.of(lead.officer).post(
        url("outcome", screening), {**TYPED, "outcome-condition_0": "毎月知らせること。"}
    )

    StrictClient.of(lead.manager).post(url("outcome_confirm", screening))

    assert Decision.objects.get().state == "PROPOSED"


def test_the_desk_ticks_a_condition_off_and_the_company_reads_it(desk_client):
    decision = told("毎月知らせること。", "勧誘をしないこと。")
    screening = decision.screening
    member = MemberFactory(organization=screening.proposal.organization)
    company = reverse("proposals:proposal", args=[screening.proposal.number])

    before = text_of(StrictClient.of(member.user).get(company))
    shown = desk_client.post(url("condition_met", screening, 1), {"met_on": "2026-10-05"}, follow=True)
    after = text_of(StrictClient.of(member.user).get(company))

    assert "毎月知らせること。（令和8年（2026年）11月4日（水）まで）" in before
    assert "<strong>満たしました</strong>" not in before
    assert "条件1を満たしたことを残しました。" in text_of(shown)
    assert after.count("<strong>満たしました</strong>（令和8年10月5日）") == 1


def test_a_bad_day_is_said_beside_its_condition(desk_client):
    screening = told("毎月知らせること。", "勧誘をしないこと。").screening

    for day, sentence in (
        ("あした", "日付を入力してください。"),
        ("2026-12-01", "満たした日は、今日までの日にしてください。"),
    ):
        shown = desk_client.post(url("condition_met", screening, 2), {"met_on": day})
        assert (shown.status_code, text_of(shown).count(sentence) >= 1) == (200, True)


def test_the_lead_keeps_it_and_a_supporting_division_only_reads():
    decision = told("毎月知らせること。")
    lead = office()
    helper = office()
    RoutingFactory(screening=decision.screening, division=lead.division, state="ANSWERED")
    RoutingFactory(screening=decision.screening, division=helper.division, is_lead=False)
    reader = StrictClient.of(helper.officer)

    assert "まだ満たしていません。" in text_of(reader.get(url("undertaking", decision.screening)))
    assert reader.post(url("condition_met", decision.screening, 1), {"met_on": "2026-10-05"}).status_code == 404
    lead_client = StrictClient.of(lead.officer)
    assert lead_client.post(url("condition_met", decision.screening, 1), {"met_on": "2026-10-05"}).status_code == 302
    assert "満たしました" in text_of(reader.get(url("undertaking", decision.screening)))


def test_a_condition_that_there_is_not_is_404(desk_client):
    screening = told("毎月知らせること。").screening

    assert desk_client.post(url("condition_met", screening, 9), {"met_on": "2026-10-05"}).status_code == 404


def test_who_has_no_condition_is_told_so(desk_client):
    screening, *_ = accepted()

    assert "お知らせした条件はありません。" in text_of(desk_client.get(url("undertaking", screening)))


# --- 近い課題, 棚, 予算, 契約

DECLINED = {
    "outcome-disposition": "DECLINE",
    "outcome-implementer": "UNDECIDED",
    "outcome-reason": "場所が決まらないため。",
    "outcome-what_would_change": "場所が決まること。",
}
CONTRACT = {
    "outcome-disposition": "ADOPT",
    "outcome-implementer": "PROPOSER",
    "outcome-reason": "よい。",
    "outcome-contract_method": "SOLE",
    "outcome-contract_consulted_on": "2026-10-01",
    "outcome-contract_item": "2",
    "outcome-contract_reason": "ほかにできる者がないため。",
}


def a_reason():
    return DeclineReason.objects.get(code="abstract").pk


def test_near_challenges_are_offered_chosen_and_told():
    near = ChallengeFactory(title="移動販売の回る順番", wanted="集会所を回る移動販売の順番を組み直す提案。")
    screening, lead, _ = accepted()
    client = StrictClient.of(lead.officer)
    assert "移動販売の回る順番" in text_of(client.get(url("outcome", screening)))

    client.post(
        url("outcome", screening),
        {**DECLINED, "outcome-reasons": [a_reason()], "outcome-near": [near.pk], "outcome-shelf_until": "2027-10-01"},
    )

    decision = Decision.objects.get()
    assert (list(decision.near.all()), str(decision.shelf_until)) == ([near], "2027-10-01")
    letter = outcome_draft(decision, proposal=screening.proposal, division="見本課", on=TODAY)
    assert "・「移動販売の回る順番」\n" in letter.body
    page = text_of(client.get(reverse("screening:dossier", args=[screening.proposal.number])))
    assert "令和9年10月1日まで。毎年7月に思い出すメールが行きます。" in page


def test_a_chosen_challenge_stays_offered_when_it_is_no_longer_near():
    far = ChallengeFactory(title="とおい課題")
    screening, lead, routing = accepted()
    outcome = Outcome(
        "DECLINE",
        "場所。",
        reasons=[DeclineReason.objects.get(code="abstract")],
        what_would_change="場所。",
        near=[far],
    )
    draft_decision(routing=routing, outcome=outcome, by=lead.actor, at=NOON)

    assert "とおい課題" in text_of(StrictClient.of(lead.officer).get(url("outcome", screening)))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outcome-shelf_until": "2026-10-05"}, "棚に置く期限は、明日以降の日にしてください。"),
        (
            {"outcome-disposition": "ADOPT", "outcome-shelf_until": "2027-10-05"},
            "近い課題と棚は、見送りのときだけ選べます。",
        ),
    ],
)
def test_the_shelf_is_for_a_decline_and_for_days_to_come(fields, sentence):
    screening, lead, _ = accepted()

    shown = StrictClient.of(lead.officer).post(
        url("outcome", screening), {**DECLINED, "outcome-reasons": [a_reason()], **fields}
    )

    assert sentence in text_of(shown)


def test_a_costed_proposal_gets_its_sentence_on_both_pages(desk_client):
    screening, lead, _ = accepted(cost="CONSULT")
    client, sentence = StrictClient.of(lead.officer), "最短で令和9年4月。当初要求の締切は令和8年10月15日。"

    assert sentence in text_of(client.get(url("outcome", screening)))
    assert sentence in text_of(client.get(url("dossier", screening)))
    assert sentence in text_of(
        desk_client.get(reverse("admin:screening_deskproposal_change", args=[screening.proposal.number]))
    )


def test_what_costs_nothing_has_no_sentence_and_no_contract():
    screening, lead, _ = accepted()

    page = text_of(StrictClient.of(lead.officer).get(url("outcome", screening)))

    assert "最短で" not in page
    assert "契約になるとき" not in page


def test_a_contract_is_asked_for_where_it_may_come_to_one():
    by_money, lead, _ = accepted(cost="PARTLY")
    assert "契約になるとき" in text_of(StrictClient.of(lead.officer).get(url("outcome", by_money)))

    by_procedure, lead, _ = accepted()
    Screening.objects.filter(pk=by_procedure.pk).update(procedure="CONTRACT")
    assert "契約になるとき" in text_of(StrictClient.of(lead.officer).get(url("outcome", by_procedure)))


def test_method_ground_and_consultation_are_kept_together():
    screening, lead, _ = accepted(cost="PARTLY")
    client = StrictClient.of(lead.officer)
    limit = ContractLimit.objects.get(code="other")
    small = {
        **CONTRACT,
        "outcome-contract_item": "1",
        "outcome-contract_limit": limit.pk,
        "outcome-contract_amount": "８０００００",
    }

    client.post(url("outcome", screening), small)

    decision = Decision.objects.get()
    assert (decision.contract_method, decision.contract_limit, decision.contract_amount) == ("SOLE", limit, 800_000)
    page = text_of(client.get(url("dossier", screening)))
    assert "その他（業務委託など）（1,000,000円まで）　予定価格 800,000円" in page
    assert 'value="800000"' in text_of(client.get(url("outcome", screening)))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outcome-contract_consulted_on": ""}, "契約課の合議が要ります。"),
        ({"outcome-contract_amount": "たくさん"}, "円の数字で入力してください。例：800000"),
        ({"outcome-contract_amount": "0"}, "円の数字で入力してください。例：800000"),
    ],
)
def test_a_contract_with_a_gap_is_refused_and_nothing_is_lost(fields, sentence):
    screening, lead, _ = accepted(cost="PARTLY")

    shown = StrictClient.of(lead.officer).post(url("outcome", screening), {**CONTRACT, **fields})

    assert sentence in text_of(shown)
    assert "ほかにできる者がないため。" in text_of(shown)


def test_another_row_keeps_the_contract():
    screening, lead, _ = accepted(cost="PARTLY")

    shown = StrictClient.of(lead.officer).post(url("outcome", screening), {**CONTRACT, "add_row": "1"})

    assert shown.context["form"]["contract_reason"].value() == "ほかにできる者がないため。"


def test_the_desk_offers_near_challenges_too(desk_client):
    near = ChallengeFactory(title="移動販売の回る順番", wanted="集会所を回る移動販売の順番を組み直す提案。")
    screening = opened()
    act = reverse("admin:screening_deskproposal_act", args=[screening.proposal.number, "annai"])
    typed = {
        "disposition": "DECLINE",
        "reason": "場所。",
        "what_would_change": "場所。",
        "reasons": [a_reason()],
        "near": [near.pk],
    }

    assert desk_client.post(act, typed).status_code == 302
    assert list(Decision.objects.get().near.all()) == [near]

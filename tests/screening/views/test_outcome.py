"""結果の案 on its own page, and what comes after 「進める」."""

import pytest
import time_machine
from django.urls import reverse

from screening.models import Decision, DecisionCondition, DeclineReason
from screening.usecases.draft_decision import ConditionWords, Outcome, draft_decision
from screening.usecases.propose_decision import propose_decision
from tests.factories.accounts import MemberFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, TODAY, StrictClient
from tests.screening.city import accepted, office, routed
from tests.screening.usecases.test_conditions import told

pytestmark = pytest.mark.django_db

TYPED = {"outcome-disposition": "ADOPT_IF", "outcome-implementer": "PROPOSER", "outcome-reason": "役に立つため。"}
IF = Outcome("ADOPT_IF", "よい。", conditions=[ConditionWords("毎月知らせること。", TODAY)])


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def url(name, screening, *args):
    return reverse(f"screening:{name}", args=[screening.proposal.number, *args])


def text(response):
    return response.content.decode()


def test_the_form_stands_on_a_page_of_its_own_with_what_was_drafted():
    screening, lead, routing = accepted()
    reason = DeclineReason.objects.get(code="abstract")
    drafted = Outcome("DECLINE", "場所が未定。", reasons=[reason], what_would_change="場所が決まること。")
    draft_decision(routing=routing, outcome=drafted, by=lead.actor, at=NOON)

    shown = StrictClient.of(lead.officer).get(url("outcome", screening))

    assert "場所が未定。" in text(shown)
    assert shown.context["form"].initial["reasons"] == [reason]


def test_the_drafted_conditions_come_back():
    screening, lead, routing = accepted()
    draft_decision(routing=routing, outcome=IF, by=lead.actor, at=NOON)

    page = text(StrictClient.of(lead.officer).get(url("outcome", screening)))

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
    assert "条件の行を追加" not in text(shown)


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

    assert "期日だけが入っています。条件を書くか、期日を消してください。" in text(shown)
    assert 'value="2026-11-04"' in text(shown)


def test_what_the_use_case_refuses_is_said_on_the_page():
    screening, lead, _ = accepted()

    shown = StrictClient.of(lead.officer).post(url("outcome", screening), TYPED)

    assert "条件付きで進めるときは、条件を書いてください。" in text(shown)


def test_it_is_not_offered_before_the_answer_and_after_the_confirmation():
    before, lead, _ = routed()
    client = StrictClient.of(lead.officer)
    assert client.get(url("outcome", before)).status_code == 302

    after, lead, routing = accepted()
    draft_decision(routing=routing, outcome=IF, by=lead.actor, at=NOON)
    propose_decision(routing=routing, user=lead.manager, by=lead.actor, at=NOON)
    shown = StrictClient.of(lead.officer).get(url("outcome", after), follow=True)
    assert "いまは結果の案を書けません。" in text(shown)


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

    before = text(StrictClient.of(member.user).get(company))
    shown = desk_client.post(url("condition_met", screening, 1), {"met_on": "2026-10-05"}, follow=True)
    after = text(StrictClient.of(member.user).get(company))

    assert "毎月知らせること。（令和8年（2026年）11月4日（水）まで）" in before
    assert "<strong>満たしました</strong>" not in before
    assert "条件1を満たしたことを残しました。" in text(shown)
    assert after.count("<strong>満たしました</strong>（令和8年10月5日）") == 1


def test_a_bad_day_is_said_beside_its_condition(desk_client):
    screening = told("毎月知らせること。", "勧誘をしないこと。").screening

    for day, sentence in (
        ("あした", "日付を入力してください。"),
        ("2026-12-01", "満たした日は、今日までの日にしてください。"),
    ):
        shown = desk_client.post(url("condition_met", screening, 2), {"met_on": day})
        assert (shown.status_code, text(shown).count(sentence) >= 1) == (200, True)


def test_the_lead_keeps_it_and_a_supporting_division_only_reads():
    decision = told("毎月知らせること。")
    lead = office()
    helper = office()
    RoutingFactory(screening=decision.screening, division=lead.division, state="ANSWERED")
    RoutingFactory(screening=decision.screening, division=helper.division, is_lead=False)
    reader = StrictClient.of(helper.officer)

    assert "まだ満たしていません。" in text(reader.get(url("undertaking", decision.screening)))
    assert reader.post(url("condition_met", decision.screening, 1), {"met_on": "2026-10-05"}).status_code == 404
    lead_client = StrictClient.of(lead.officer)
    assert lead_client.post(url("condition_met", decision.screening, 1), {"met_on": "2026-10-05"}).status_code == 302
    assert "満たしました" in text(reader.get(url("undertaking", decision.screening)))


def test_a_condition_that_there_is_not_is_404(desk_client):
    screening = told("毎月知らせること。").screening

    assert desk_client.post(url("condition_met", screening, 9), {"met_on": "2026-10-05"}).status_code == 404


def test_who_has_no_condition_is_told_so(desk_client):
    screening, *_ = accepted()

    assert "お知らせした条件はありません。" in text(desk_client.get(url("undertaking", screening)))

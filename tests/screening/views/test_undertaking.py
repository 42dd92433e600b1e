"""条件と実施, and the desk's list at the end of the 年度."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from knowledge.models import CaseStudy
from screening.models import Milestone, Undertaking, YearEnd
from tests.factories.accounts import StaffFactory
from tests.factories.directory import AgreementFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingFactory, ScreeningFactory
from tests.harness import StrictClient, at, text_of
from tests.screening.city import accepted, fresh, office
from tests.screening.outcomes import going_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

YEAR_END = "/admin/screening/deskproposal/nendomatsu/"


def url(name, screening, *args):
    return reverse(f"screening:{name}", args=[screening.proposal.number, *args])


def test_the_lead_sets_a_milestone_and_finishes_it():
    screening, lead = going_on()
    client = StrictClient.of(lead.officer)

    client.post(url("milestone", screening), {"what": "3か所で試す", "due_on": "2026-12-01"})
    milestone = Milestone.objects.get()
    shown = client.post(url("milestone_done", screening, milestone.pk), {"done_on": "2026-10-05"}, follow=True)

    assert "「3か所で試す」が済んだことを残しました。" in text_of(shown)
    assert "<strong>済みました</strong>　令和8年10月5日" in text_of(shown)


def test_the_desk_keeps_the_record(desk_client):
    screening, _ = going_on()
    agreement = AgreementFactory(organization=screening.proposal.organization)
    typed = {
        "agreement": agreement.pk, "reference": "奈総政第12号", "benefit_yen": "１２０００００",
        "benefit_how": "委託の見積りとの差。", "next_report_on": "2026-12-01",
    }  # fmt: skip

    shown = desk_client.post(url("record", screening), typed, follow=True)

    assert Undertaking.objects.get().benefit_yen == 1_200_000
    assert "1,200,000円（委託の見積りとの差。）" in text_of(shown)
    assert 'value="2026-12-01"' in text_of(shown)


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("milestone", {"what": "試す", "due_on": "あした"}, "日付を入力してください。"),
        (
            "record",
            {"benefit_yen": "1", "reference": "なくさない言葉"},
            "効果額と、その出し方は、そろえて書いてください。",
        ),
        ("record", {"benefit_yen": "たくさん", "reference": "なくさない言葉"}, "円の数字で入力してください。"),
    ],
)
def test_bad_input_is_said_and_nothing_is_lost(name, typed, sentence, desk_client):
    screening, _ = going_on()

    shown = text_of(desk_client.post(url(name, screening), typed))

    assert sentence in shown
    assert typed.get("reference", "試す") in shown


def test_a_milestone_of_another_proposal_is_404(desk_client):
    screening, _ = going_on()
    other = Milestone.objects.create(screening=ScreeningFactory(), what="試す", due_on=date(2026, 12, 1))

    assert desk_client.post(url("milestone_done", screening, other.pk), {"done_on": "2026-10-05"}).status_code == 404


def test_a_supporting_division_reads_and_does_not_write():
    screening, _ = going_on()
    Milestone.objects.create(screening=screening, what="3か所で試す", due_on=date(2026, 12, 1))
    helper = office()
    RoutingFactory(screening=screening, division=helper.division, is_lead=False)
    client = StrictClient.of(helper.officer)

    shown = text_of(client.get(url("undertaking", screening)))

    assert "3か所で試す" in shown
    assert "まだ済んでいません。" in shown
    assert client.post(url("milestone", screening), {"what": "x", "due_on": "2026-12-01"}).status_code == 404


def test_before_the_outcome_the_page_says_what_it_is_for(desk_client):
    screening, *_ = accepted()

    assert "「進める」とお知らせしたあとに" in text_of(desk_client.get(url("undertaking", screening)))


def test_a_proposal_that_nobody_opened_has_no_such_page(desk_client):
    proposal = ProposalFactory(submitted=True)

    assert desk_client.get(reverse("screening:undertaking", args=[proposal.number])).status_code == 404


def test_one_click_carries_over_and_one_ends():
    first, _ = going_on()
    second, _ = going_on()

    with time_machine.travel(at(date(2027, 3, 15)), tick=False):
        desk = StrictClient.of(StaffFactory(desk=True))
        desk.post(YEAR_END, {"number": first.proposal.number, "choice": "CONTINUE"})
        shown = desk.post(YEAR_END, {"number": second.proposal.number, "choice": "END"}, follow=True)

    assert f"{second.proposal.number}：「終える」にしました。" in text_of(shown)
    assert (fresh(first.proposal).status, fresh(second.proposal).status) == ("UNDERWAY", "COMPLETED")
    assert YearEnd.objects.count() == 2


def test_a_second_click_is_told_that_it_is_done(desk_client):
    screening, _ = going_on()
    typed = {"number": screening.proposal.number, "choice": "CONTINUE"}
    desk_client.post(YEAR_END, typed)

    shown = text_of(desk_client.post(YEAR_END, typed, follow=True))

    assert "この年度の確認は、もう済んでいます。" in shown
    assert "いまは3月ではありませんが" in shown


def test_nonsense_is_404(desk_client):
    screening, _ = going_on()

    assert desk_client.post(YEAR_END, {"number": screening.proposal.number, "choice": "MAYBE"}).status_code == 404
    assert desk_client.post(YEAR_END, {"number": "R8-J-9999", "choice": "END"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, desk_client, django_assert_max_num_queries):
    for _ in range(rows):
        going_on()
    desk_client.get(YEAR_END)

    with django_assert_max_num_queries(7):
        shown = desk_client.get(YEAR_END)

    assert text_of(shown).count('value="CONTINUE"') == rows


ANSWERS = {"field": "防災", "work": "講座を\nひらいた。", "stumble": "<b>日程</b>"}


def test_the_lead_says_that_the_work_is_done_and_its_case_begins():
    screening, lead = going_on()
    client = StrictClient.of(lead.officer)

    shown = text_of(client.post(url("close_work", screening), ANSWERS, follow=True))

    case = CaseStudy.objects.get()
    assert fresh(screening.proposal).status == "COMPLETED"
    assert "事例の下書きができています。" in shown
    assert f'href="/ka/jirei/{case.code}/"' in shown
    assert (case.field, case.current().work, case.current().stumble) == ("防災", "講座を\nひらいた。", "<b>日程</b>")
    again = text_of(client.post(url("close_work", screening), {}, follow=True))
    assert "いまの状態" in again or "できません" in again
    assert CaseStudy.objects.count() == 1


def test_an_answer_that_is_too_long_is_said_and_nothing_is_lost():
    screening, lead = going_on()

    shown = text_of(StrictClient.of(lead.officer).post(url("close_work", screening), {**ANSWERS, "reuse": "あ" * 1001}))

    assert "1000文字以内で入力してください。" in shown
    assert "講座を\nひらいた。" in shown
    assert "&lt;b&gt;日程&lt;/b&gt;" in shown
    assert not CaseStudy.objects.exists()


def test_the_case_of_what_was_done_before_is_begun_by_a_button():
    screening, lead = going_on("COMPLETED")
    client = StrictClient.of(lead.officer)
    other = StrictClient.of(office().officer)

    assert "事例を書き始める" in text_of(client.get(url("undertaking", screening)))
    assert other.post(url("begin_case", screening)).status_code == 404
    sent = client.post(url("begin_case", screening))

    assert sent["Location"] == f"/ka/jirei/{CaseStudy.objects.get().code}/"
    shown = text_of(client.get(url("undertaking", screening)))
    assert "この提案の事例を開く" in shown
    assert "事例を書き始める" not in shown


def test_work_that_goes_on_has_no_such_button(desk_client):
    screening, _ = going_on()

    assert "事例を書き始める" not in text_of(desk_client.get(url("undertaking", screening)))
    shown = text_of(desk_client.post(url("begin_case", screening), follow=True))
    assert "事例を書き始めるのは、実施が終わってからです。" in shown


def test_a_reader_of_the_department_begins_no_case():
    screening, lead = going_on("COMPLETED")
    leader = StrictClient.of(StaffFactory(leader=True, department=lead.division.department))

    assert "事例を書き始める" not in text_of(leader.get(url("undertaking", screening)))
    assert leader.post(url("begin_case", screening)).status_code == 404
    assert leader.post(url("close_work", screening)).status_code == 404


def test_the_desk_closes_in_the_admin(desk_client):
    screening, _ = going_on()
    act = reverse("admin:screening_deskproposal_act", args=[screening.proposal.number, "kanryo"])

    assert "引継ぎメモ" in text_of(desk_client.get(act))
    desk_client.post(act, {"handover": "四月に見直す。"})

    assert CaseStudy.objects.get().current().handover == "四月に見直す。"

"""裁定 on its page, by link and at the desk."""

from datetime import timedelta

import pytest
from django.test import Client

from nara_renkei.notifications.models import OutgoingMail
from screening.models import Routing, Ruling
from screening.queries import proposal_dossier
from screening.queries.rulings import rulings_waiting
from tests.factories.accounts import StaffFactory
from tests.factories.screening import RulingFactory
from tests.harness import TODAY, StrictClient, text_of
from tests.screening.city import MARKER
from tests.screening.rulings import asked, refused_once, refused_twice, the_desk_division

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUEUE = "/admin/screening/deskproposal/"


def the_link():
    return "/" + OutgoingMail.objects.filter(template="screening/ruling_asked").latest("pk").secret.split("/", 3)[3]


def verdict(division, **fields):
    return {
        "action": "rule",
        "rule-verdict": "division",
        "rule-division": division.pk,
        "rule-reason": "近い仕事のため。",
        **fields,
    }


def test_the_leader_finds_it_first_and_rules():
    ruling, first, _, leader = asked()
    number, client = ruling.screening.proposal.number, StrictClient.of(leader)

    worklist = text_of(client.get("/ka/"))
    assert worklist.index("裁定待ち（1件）") < worklist.index("仕事の種類")
    shown = client.post(f"/ka/{number}/saitei/", verdict(first.division), follow=True)

    assert "裁定しました。" in text_of(shown)
    assert Routing.objects.exclude(state="ENDED").get().division == first.division
    assert "裁定待ち" not in text_of(client.get("/ka/"))


def test_a_division_must_be_named_or_it_is_custody():
    ruling, first, _, leader = asked()
    url, client = f"/ka/{ruling.screening.proposal.number}/saitei/", StrictClient.of(leader)

    shown = client.post(url, verdict(first.division, **{"rule-division": "", "rule-reason": "のこる言葉"}))

    assert "担当する課を選んでください。" in text_of(shown)
    assert "<title>エラー：裁定" in shown.text
    assert "のこる言葉" in text_of(shown)
    assert Ruling.objects.get().ruled_at is None


def test_what_the_ruling_refuses_is_said_on_the_page():
    ruling, first, _, leader = asked()

    shown = StrictClient.of(leader).post(
        f"/ka/{ruling.screening.proposal.number}/saitei/",
        verdict(first.division, **{"rule-verdict": "custody", "rule-division": "0"}),
    )

    assert "預かる課「総合政策課」が部課の一覧にありません。" in text_of(shown)


def test_looking_at_the_mailed_link_changes_nothing_and_ruling_uses_it_up():
    _, first, _, leader = asked()
    client, link = Client(), the_link()

    assert "どの課が担当するかの裁定" in text_of(client.get(link))
    assert "どの課が担当するかの裁定" in text_of(client.get(link))
    done = client.post(link, verdict(first.division))

    assert "裁定しました。" in text_of(done)
    assert Ruling.objects.get().ruled_by == leader.email
    assert client.get(link).status_code == 410
    assert client.get(link)["X-Robots-Tag"] == "noindex, nofollow"


def test_the_link_opens_this_ruling_and_nothing_else():
    ruling, _, _, _ = asked()
    client, number = Client(), ruling.screening.proposal.number
    client.get(the_link())

    assert client.get(f"/ka/{number}/").status_code == 302
    assert client.get(f"/ka/{number}/saitei/").status_code == 302
    assert ruling.screening.proposal.body not in text_of(client.get(the_link()))


def test_a_link_to_a_ruling_that_is_given_says_it_is_gone():
    asked()
    link = the_link()
    Ruling.objects.all().delete()

    assert Client().get(link).status_code == 410


def test_a_company_that_came_by_the_link_finds_nothing(company_client):
    asked()

    assert company_client.get(the_link()).status_code == 410


def test_after_a_question_by_the_link_it_still_opens_and_the_button_is_gone():
    _, first, _, _ = asked()
    client, link = Client(), the_link()

    asked_page = client.post(
        link,
        {"action": "manager", "manager-division": first.division.pk, "manager-question": "持っていますか。"},
        follow=True,
    )
    told = client.post(link, {"action": "desk", "desk-words": "似た例を知りたい。"}, follow=True)

    assert "課長に聞きました。" in text_of(asked_page)
    assert 'value="manager"' not in text_of(told)
    assert 'value="desk"' not in text_of(told)
    assert 'value="rule"' in text_of(told)


def test_the_leader_of_another_department_sees_404():
    ruling, _, _, _ = asked()

    found = StrictClient.of(StaffFactory(leader=True)).get(f"/ka/{ruling.screening.proposal.number}/saitei/")

    assert found.status_code == 404


def test_the_desk_asks_and_then_sees_what_it_waits_for(desk_client):
    screening, first, _, leader = refused_twice()
    number = screening.proposal.number
    page = text_of(desk_client.get(f"{QUEUE}{number}/"))
    assert ('href="saitei/"' in page, 'href="okurinaosu/"' in page) == (True, False)
    form = text_of(desk_client.get(f"{QUEUE}{number}/saitei/"))
    assert f"{first.division.department}（{leader.name}）" in form

    asked_of = {
        "department": first.division.department.pk,
        "due_on": TODAY + timedelta(days=7),
        "words": "二つの課です。",
    }
    shown = desk_client.post(f"{QUEUE}{number}/saitei/", asked_of, follow=True)

    assert f"裁定待ち（{first.division.department}）" in text_of(shown)


def test_the_desk_takes_custody(desk_client):
    screening, _, _, _ = refused_twice()
    custody = the_desk_division()

    shown = desk_client.post(
        f"{QUEUE}{screening.proposal.number}/azukaru/", {"reason": "受ける課がないため。"}, follow=True
    )

    assert f"{custody.division}が預かる（預かり）" in text_of(shown)


def test_after_one_refusal_the_desk_may_still_send_it_on(desk_client):
    screening, _, _ = refused_once()

    page = text_of(desk_client.get(f"{QUEUE}{screening.proposal.number}/"))

    assert ('href="okurinaosu/"' in page, 'href="azukaru/"' in page) == (True, False)


def test_the_company_reads_nothing_of_a_ruling(company_client):
    ruling, first, _, leader = asked()
    proposal = ruling.screening.proposal
    StrictClient.of(leader).post(f"/ka/{proposal.number}/saitei/", verdict(first.division, **{"rule-reason": MARKER}))

    member = StrictClient.of(proposal.organization.members.get().user)
    page = text_of(member.get(f"/teian/{proposal.number}/"))

    assert [word for word in (MARKER, "裁定", "担当ではない", first.division.name) if word in page] == []


def test_the_open_ruling_rides_on_the_query_of_the_folder(django_assert_num_queries):
    ruling, _, _, _ = asked()
    desk = StaffFactory(desk=True)
    folder = proposal_dossier(ruling.screening.proposal, desk, TODAY)

    with django_assert_num_queries(0):
        assert str(folder.screening.open_ruling.department)
        assert folder.screening.open_ruling.asked_division is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_leaders_list_costs_the_same_for_one_and_three(rows, django_assert_num_queries):
    leader = StaffFactory(leader=True)
    department = leader.posts.get().department
    for _ in range(rows):
        RulingFactory(department=department)
    leader.posts_on(TODAY)

    with django_assert_num_queries(2):
        assert len(rulings_waiting(leader, TODAY)) == rows


def test_the_mailed_link_opens_nothing_for_who_leads_the_department_no_more():
    _, _, _, leader = asked()
    before = Client().get(the_link()).status_code

    leader.posts.update(ends_on=TODAY - timedelta(days=1))

    assert (before, Client().get(the_link()).status_code) == (200, 410)
    assert Client().post(the_link(), {"action": "desk", "desk-words": "話したい"}).status_code == 410

"""関心あり on its pages and at the desk; 係と担当者."""

import pytest

from screening.models import Interest, Routing
from screening.queries.interests import shared_summaries
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import InterestFactory
from tests.harness import StrictClient, text_of
from tests.screening.city import MARKER, office, opened, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUEUE = "/admin/screening/deskproposal/"
LIST = "/ka/kanshin/"


def shared(**fields):
    return ProposalFactory(**{"submitted": True, "share_summary": True, **fields})


def test_a_division_reads_title_summary_and_kind_of_what_is_shared_and_nothing_else():
    shown = shared(title="夜の体育館", summary="灯りを変えます。", body=MARKER, beneficiary=MARKER)
    hidden = shared(title="見せない提案", share_summary=False)
    client = StrictClient.of(office().officer)

    listed, one = text_of(client.get(LIST)), text_of(client.get(f"{LIST}{shown.number}/"))

    assert [word in listed for word in ("夜の体育館", "灯りを変えます。", "自由提案型", "見せない提案")] == [
        True,
        True,
        True,
        False,
    ]
    assert [word for word in (MARKER, str(shown.organization)) if word in listed + one] == []
    assert client.get(f"{LIST}{hidden.number}/").status_code == 404
    assert client.get(f"{LIST}R8-J-9999/").status_code == 404


def test_a_hand_is_raised_and_lowered():
    proposal, who = shared(), office()
    client, url = StrictClient.of(who.officer), f"{LIST}{proposal.number}/"

    up = client.post(url, {"action": "raise", "division": who.division.code, "words": "生かせそう。"}, follow=True)
    listed = text_of(client.get(LIST))
    down = client.post(url, {"lower": who.division.code}, follow=True)

    assert "手を挙げました。" in text_of(up)
    assert "手を挙げています" in listed
    assert "手を下げました。" in text_of(down)
    assert not Interest.objects.raised().exists()


def test_a_hand_without_a_word_comes_back():
    proposal, who = shared(), office()

    shown = StrictClient.of(who.officer).post(
        f"{LIST}{proposal.number}/", {"action": "raise", "division": who.division.code, "words": ""}
    )

    assert "入力してください" in text_of(shown)


def test_what_the_hand_is_refused_is_said_on_the_page():
    screening, lead, _ = routed(share_summary=True)

    shown = StrictClient.of(lead.officer).post(
        f"{LIST}{screening.proposal.number}/",
        {"action": "raise", "division": lead.division.code, "words": "生かせそう。"},
    )

    assert "もう送付されています。" in text_of(shown)


def test_the_desk_sees_who_is_interested_and_sends_it_to_them(desk_client):
    screening, lead, helper = opened(share_summary=True), office(), office()
    InterestFactory(proposal=screening.proposal, division=helper.division, words="生かせそう。")
    url = f"{QUEUE}{screening.proposal.number}/"

    assert f"{helper.division}「生かせそう。」" in text_of(desk_client.get(url))
    assert f"{helper.division}「生かせそう。」" in text_of(desk_client.get(f"{url}okuru/"))
    desk_client.post(f"{url}okuru/", {"lead": lead.division.pk, "interested": [helper.division.pk]})

    assert {(one.division, one.is_lead) for one in Routing.objects.all()} == {
        (lead.division, True),
        (helper.division, False),
    }


def test_the_desk_adds_a_supporting_division_later(desk_client):
    screening, _, _ = routed(share_summary=True)
    helper = office()
    InterestFactory(proposal=screening.proposal, division=helper.division, words="生かせそう。")
    url = f"{QUEUE}{screening.proposal.number}/kyoryoku/"

    form = text_of(desk_client.get(url))
    desk_client.post(url, {"division": helper.division.pk})

    assert "手を挙げた課: " in form
    assert Routing.objects.get(division=helper.division).is_lead is False


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, django_assert_num_queries):
    who = office()
    for _ in range(rows):
        InterestFactory(division=who.division)

    with django_assert_num_queries(3):
        _, found = shared_summaries([who.division], 1)
    assert len(found) == rows


def test_the_division_names_its_person_on_a_small_page():
    screening, lead, _ = routed()
    client, url = StrictClient.of(lead.officer), f"/ka/{screening.proposal.number}/kakari/{lead.division.code}/"

    assert "決めていません" in text_of(client.get(f"/ka/{screening.proposal.number}/"))
    shown = client.post(url, {"handler": lead.officer.pk, "section": ""}, follow=True)

    assert "係と担当者を残しました。" in text_of(shown)
    assert Routing.objects.get().handler == lead.officer


def test_another_division_has_no_such_page():
    helper = office()
    screening, lead, _ = routed(helper)

    found = StrictClient.of(helper.officer).get(f"/ka/{screening.proposal.number}/kakari/{lead.division.code}/")

    assert found.status_code == 404

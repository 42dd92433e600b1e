"""代行入力 in the admin: enter, wait, ask again, paper; nothing is sent to a 課 before the company has answered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.demo.pictures import leaflet
from proposals.models import Message, PledgeAnswer, Proposal
from screening.usecases.open_screening import open_screening
from screening.usecases.route_proposal import CannotRoute, refuse_if_blocked
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.directory import OrganizationFactory
from tests.harness import NOON, THE_DESK, StrictClient
from tests.proposals.drafts import ticks, ticks_on
from tests.screening.city import checked
from tests.screening.entrusted import EMAIL, typed

pytestmark = pytest.mark.django_db
ENTER = reverse("admin:screening_deskproposal_enter")


def scan():
    return SimpleUploadedFile("紙.pdf", leaflet(), content_type="application/pdf")


def entered(desk_client, **fields):
    answer = desk_client.post(ENTER, typed(**fields))
    assert answer.status_code == 302, answer.context["errors"]
    return Proposal.objects.latest("pk")


def act(proposal, verb):
    return reverse("admin:screening_deskproposal_act", args=[proposal.number, verb])


def the_link():
    secret = OutgoingMail.objects.filter(template="proposals/pledges_asked").latest("pk").secret
    return "/" + secret.split("/", 3)[3]


def test_the_queue_leads_to_the_page_and_marks_what_waits(desk_client):
    proposal = entered(desk_client)

    queue = desk_client.get(reverse("admin:screening_deskproposal_changelist"))
    page = desk_client.get(reverse("admin:screening_deskproposal_change", args=[proposal.number]))

    assert f'href="{ENTER}"' in queue.text
    assert '<span class="need">確認待ち</span>' in queue.text
    assert "確認待ち" in page.text
    assert f"{EMAIL}へお願いしました" in page.text


def test_what_is_missing_is_named_and_nothing_is_received(desk_client):
    answer = desk_client.post(ENTER, typed(title="", received_on="", name="", channel=""))

    labels = [label for _, label, _ in answer.context["errors"]]
    assert labels == ["届き方", "受付日", "団体の名称", "提案名"]
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"received_on": "2999-01-01"}, "受付日は、今日かそれより前の日にしてください。"),
        ({"received_on": "きのう"}, "受付日を入れてください。"),
        ({"title": "\x00"}, "画面に表示できない文字"),
        ({"body": "あ" * 801}, "800文字以内"),
        ({"email": "x"}, "メールアドレスの形になっていません。"),
        ({"kind": "COMPANY"}, "法人番号（13桁）を書いてください"),
    ],
)
def test_bad_input_is_refused_in_words(desk_client, fields, sentence):
    answer = desk_client.post(ENTER, typed(**fields))

    assert sentence in answer.text
    assert not Proposal.objects.exists()


def test_a_known_body_is_found_and_asked_by_its_members_only(desk_client):
    member = MemberFactory(organization=OrganizationFactory(name="見本の工房"))
    found = desk_client.get(ENTER, {"q": "工房"})
    assert f"?dantai={member.organization.uuid}" in found.text
    url = f"{ENTER}?dantai={member.organization.uuid}"

    refused = desk_client.post(url, typed())
    done = desk_client.post(url, typed(email=member.user.email))

    assert "登録された担当者がいます" in refused.text
    assert done.status_code == 302
    assert Proposal.objects.get().organization == member.organization


@pytest.mark.parametrize("query", [{"q": "無い名"}, {"dantai": "x"}, {"dantai": "0" * 32}, {"q": "１２３"}])
def test_a_search_that_finds_nothing_leaves_the_form_for_a_new_body(desk_client, query):
    assert "新しい団体" in desk_client.get(ENTER, query).text


def test_only_who_triages_enters():
    assert StrictClient.of(StaffFactory(system=True)).get(ENTER).status_code == 403


def test_nothing_goes_to_a_division_before_the_company_has_answered(desk_client):
    proposal = entered(desk_client)
    screening = open_screening(proposal=proposal, by=THE_DESK, at=NOON)

    with pytest.raises(CannotRoute, match="紙の誓約書を記録してから送付してください"):
        refuse_if_blocked(screening)


def test_the_company_confirms_by_the_link_without_signing_in(desk_client, client):
    proposal = entered(desk_client)
    page = client.get(the_link())

    done = client.post(the_link(), ticks_on(page))

    assert "集会所で買物" in page.text
    assert "確認を受け付けました" in done.text
    answer = PledgeAnswer.objects.filter(proposal=proposal)[0]
    assert (answer.answered_by, answer.address) == (f"電話 太郎（{EMAIL}）", "127.0.0.1")
    assert client.get(the_link()).status_code == 410
    refuse_if_blocked(checked(open_screening(proposal=proposal, by=THE_DESK, at=NOON)))


def test_missing_ticks_and_words_are_asked_for(desk_client, client):
    entered(desk_client)
    page = client.get(the_link())

    ticked = client.post(the_link(), {**ticks_on(page), "P1": ""})
    silent = client.post(the_link(), {"action": "change", "body": ""})

    assert "印を付けてください" in ticked.text
    assert "直してほしい所を書いてください。" in silent.text
    assert not PledgeAnswer.objects.exists()


def test_what_the_desk_heard_wrong_comes_back_as_a_message(desk_client, client):
    entered(desk_client)

    client.post(the_link(), {"action": "change", "body": "週に3回です。"})

    assert Message.objects.get().body == "週に3回です。"
    assert client.get(the_link()).status_code == 200


def test_the_desk_asks_again_and_the_old_link_closes(desk_client, client):
    proposal = entered(desk_client)
    old = the_link()

    answer = desk_client.post(act(proposal, "onegai"), {"email": EMAIL})

    assert answer.status_code == 302
    assert client.get(old).status_code == 410
    assert client.get(the_link()).status_code == 200


def test_a_link_to_another_address_than_the_last_asked_is_closed(desk_client, client):
    proposal = entered(desk_client)
    old = the_link()

    desk_client.post(act(proposal, "onegai"), {"email": "right@example.jp"})

    assert client.get(old).status_code == 410


def test_signed_paper_is_recorded_with_its_scan(desk_client):
    proposal = entered(desk_client, email="")
    form = desk_client.get(act(proposal, "kami")).context["form"]
    given = {code: one["answer"] if code[0] == "D" else "on" for code, one in ticks(proposal).items()}

    without = desk_client.post(act(proposal, "kami"), {**given, "understandings": "on", "wording": form.wording})
    done = desk_client.post(
        act(proposal, "kami"), {**given, "understandings": "on", "wording": form.wording, "scan": scan()}
    )

    assert "ファイルを選んでください。" in without.text
    assert done.status_code == 302
    assert PledgeAnswer.objects.filter(proposal=proposal, answered_by__startswith="紙による（").count() == 23
    assert "確認待ち" not in desk_client.get(reverse("admin:screening_deskproposal_changelist")).text

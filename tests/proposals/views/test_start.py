from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from proposals.models import Proposal, SorterCount, SorterDestination
from tests.factories.proposals import ChallengeFactory

pytestmark = pytest.mark.django_db
GO_ON = {"existing": "no", "only": "no", "talking": "no"}


@pytest.mark.parametrize(
    ("answers", "window"),
    [
        ({"existing": "voice"}, "市民の声"),
        ({"only": "sales"}, "契約課"),
        ({"only": "donation"}, "寄附の窓口"),
        ({"only": "advertising"}, "広告募集"),
    ],
)
def test_what_belongs_elsewhere_is_shown_the_way(client, answers, window):
    response = client.get(reverse("proposals:start"), {**GO_ON, **answers})

    assert window in response.content.decode()
    assert not Proposal.objects.exists()


def test_every_question_must_be_answered(client):
    response = client.get(reverse("proposals:start"), {"existing": "", "only": "no"})

    assert response.context["form"].errors == {
        "existing": ["どれか一つを選んでください。"],
        "talking": ["どれか一つを選んでください。"],
    }


def test_a_challenge_is_preselected_by_its_code(client):
    challenge = ChallengeFactory(opens_on=timezone.localdate())

    response = client.get(reverse("proposals:start"), {**GO_ON, "kadai": challenge.code})

    form = response.context["form"]
    assert (form["kind"].value(), form["challenge"].value()) == ("CHALLENGE", challenge.code)


def test_a_draft_for_a_challenge_begins(client):
    challenge = ChallengeFactory(opens_on=timezone.localdate())

    response = client.post(reverse("proposals:start"), {"kind": "CHALLENGE", "challenge": challenge.code})

    proposal = Proposal.objects.get()
    assert response.url == reverse("proposals:step", args=[proposal.uuid, "proposal"])
    assert (proposal.challenge, proposal.author) == (challenge, None)
    assert "課題の問いへの答え" in client.get(response.url).content.decode()


def test_a_closed_challenge_cannot_be_chosen(client):
    challenge = ChallengeFactory(closes_on=timezone.localdate() - timedelta(days=1))
    ChallengeFactory(opens_on=timezone.localdate())

    response = client.post(reverse("proposals:start"), {"kind": "CHALLENGE", "challenge": challenge.code})

    assert response.context["form"].errors == {"challenge": ["いま募集している課題から選んでください。"]}


def test_with_whom_one_talks_is_carried_into_the_draft(client):
    page = client.get(reverse("proposals:start"), {**GO_ON, "talking": "yes", "division": "観光戦略課"})
    hidden = {name: page.context["form"][name].value() for name in ("talking", "division")}

    client.post(reverse("proposals:start"), {"kind": "OPEN", **hidden})

    proposal = Proposal.objects.get()
    assert (proposal.consulted_before, proposal.related_divisions) == (True, "観光戦略課")


def test_one_browser_begins_only_a_few_unowned_drafts(client):
    answers = [client.post(reverse("proposals:start"), {"kind": "OPEN"}).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]


def test_staff_are_told_that_this_is_not_their_page(desk_client):
    response = desk_client.get(reverse("proposals:start"))

    assert "職員としてログインしている間は使えません" in response.content.decode()
    assert desk_client.post(reverse("proposals:start"), {"kind": "OPEN"}).status_code == 200
    assert not Proposal.objects.exists()


def test_the_three_questions_are_sent_counted_and_shown_by_a_page_that_writes_nothing(client):
    sent = client.post(reverse("proposals:start"), {"sorter": "1", **GO_ON, "only": "sales"})

    assert "契約課" in client.get(sent.url).content.decode()
    client.get(sent.url)
    assert [(row.destination.code, row.count) for row in SorterCount.objects.select_related("destination")] == [
        ("sales", 1)
    ]


def test_who_goes_on_is_led_to_the_kind_and_not_counted(client):
    challenge = ChallengeFactory(opens_on=timezone.localdate())

    sent = client.post(reverse("proposals:start"), {"sorter": "1", **GO_ON, "kadai": challenge.code, "jiko": "y" * 8})

    form = client.get(sent.url).context["form"]
    assert (form["challenge"].value(), form["jiko"].value()) == (challenge.code, "y" * 8)
    assert not SorterCount.objects.exists()


def test_a_post_without_answers_asks_again(client):
    page = client.post(reverse("proposals:start"), {"sorter": "1"})

    assert set(page.context["form"].errors) == {"existing", "only", "talking"}


def test_the_desk_words_are_shown(client):
    SorterDestination.objects.filter(code="sales").update(words="新しい案内です。", url="https://city.example/keiyaku")

    html = client.get(reverse("proposals:start"), {**GO_ON, "only": "sales"}).content.decode()

    assert "新しい案内です。" in html
    assert "https://city.example/keiyaku" in html


def test_a_self_check_becomes_a_memo_of_the_draft(client):
    client.post(reverse("proposals:start"), {"kind": "OPEN", "jiko": "ynyyyyyy"})

    memo = Proposal.objects.get().draft.typed["self_check"]
    assert (memo["public"], memo["effect"]) == (True, False)


def test_letters_that_are_no_self_check_leave_no_memo(client):
    client.post(reverse("proposals:start"), {"kind": "OPEN", "jiko": "<script>"})

    assert Proposal.objects.get().draft.typed == {}

"""The desk asks ended proposals how it went: by name, with the letter, by a button."""

import pytest
from django.urls import reverse

from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.surveys.models import Survey
from screening.models import AfterQuestion
from tests.screening.outcomes import ended

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def page():
    return reverse("admin:screening_afterquestion_add")


def test_the_desk_reads_who_will_get_which_letter_before_it_sends(desk_client, page):
    proposal = ended()
    member = proposal.organization.members.get().user

    text = desk_client.get(page).content.decode()

    assert (
        f"{proposal.number}　{proposal.title}　見送り　→　{member}（企業）、{proposal.lead_division} 担当（市）" in text
    )
    assert "企業に届くメール" in text
    assert "終わった提案についてのアンケート（令和8年度）" in text
    assert (Survey.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_a_proposal_without_anybody_to_ask_says_so(desk_client, page):
    ended(members=0, lead_division=None)

    assert "送れる宛先がありません" in desk_client.get(page).content.decode()


def test_the_button_asks_what_was_ticked_and_nothing_else(desk_client, page):
    ticked, other = ended(), ended()

    response = desk_client.post(page, {"numbers": [ticked.number]})

    assert response.url == reverse("admin:screening_afterquestion_changelist")
    assert [one.proposal for one in AfterQuestion.objects.all()] == [ticked]
    assert other.number in desk_client.get(page).content.decode()
    assert desk_client.get(response.url).status_code == 200


def test_nothing_ticked_is_nobody(desk_client, page):
    ended()

    text = desk_client.post(page, {}).content.decode()

    assert "聞く提案を選んでください。" in text
    assert OutgoingMail.objects.count() == 0


def test_a_second_press_is_told_that_the_list_has_changed(desk_client, page):
    first, _ = ended(), ended()
    desk_client.post(page, {"numbers": [first.number]})

    text = desk_client.post(page, {"numbers": [first.number]}).content.decode()

    assert "いまの一覧にない提案が選ばれています。" in text


def test_of_two_who_press_at_once_the_second_reads_why(desk_client, page, monkeypatch):
    monkeypatch.setattr("screening.usecases.ask_afterwards.ended_unasked", lambda at: [])
    proposal = ended()

    text = desk_client.post(page, {"numbers": [proposal.number]}).content.decode()

    assert "選んだ提案には、もうお願いしているかもしれません。" in text


def test_with_nothing_to_ask_there_is_no_button(desk_client, page):
    assert "いま聞く提案はありません。" in desk_client.get(page).content.decode()

"""「提案者に伝えたこと」 and the desk's two buttons."""

import pytest
from django.urls import reverse

from proposals.enums import Procedure
from proposals.models import Letter, Tender
from screening.models import TenderDisclosure
from tests.factories.proposals import LetterFactory, MessageFactory, ProcedureNoticeFactory
from tests.harness import StrictClient
from tests.screening.city import accepted, office, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def act(client, screening, verb, **data):
    url = reverse("admin:screening_deskproposal_act", args=[screening.proposal.number, verb])
    return client.post(url, data, follow=True).content.decode() if data else client.get(url).content.decode()


def told(client, screening):
    return client.get(reverse("screening:told", args=[screening.proposal.number]))


DECIDED = {"procedure": "CONTRACT", "decider": "観光戦略課長", "reason": "市の費用が要るため。"}


def test_the_desk_decides_words_the_letter_anew_and_tells_nobody_without_the_tick(desk_client):
    screening = opened()

    assert "進め方の区分のお知らせ" in act(desk_client, screening, "kubun")
    redrawn = act(desk_client, screening, "kubun", **DECIDED, preview="1")
    assert "公募のときに、すべての方に同時に公表します。" in redrawn
    assert "進め方の区分を決めました。" in act(desk_client, screening, "kubun", **DECIDED)
    screening.proposal.refresh_from_db()
    assert (screening.proposal.procedure, Letter.objects.count()) == (Procedure.CONTRACT, 0)
    assert "もう「契約型（公募）」に決まっています。" in act(desk_client, screening, "kubun", **DECIDED)


def test_the_desk_moves_to_the_tender_and_the_list_is_frozen(desk_client):
    screening, lead, _ = accepted()
    act(desk_client, screening, "kubun", **DECIDED)
    LetterFactory(proposal=screening.proposal, title="最初のお返事")
    reader = StrictClient.of(lead.officer)
    assert "まだ公募に移していません。" in told(reader, screening).content.decode()

    redrawn = act(desk_client, screening, "kobo", ask_at="公募の案内の質問票", preview="1")
    assert "質問の受け方: 公募の案内の質問票" in redrawn
    after = act(desk_client, screening, "kobo", ask_at="公募の案内の質問票")
    assert "公募に移しました。公募で見せる一覧ができました。" in after
    assert "公募に移したので、メッセージは送れません。" in after
    LetterFactory(proposal=screening.proposal, title="あとの通知")

    shown = told(reader, screening).content.decode()
    assert "最初のお返事" in shown
    assert "あとの通知" not in shown
    assert TenderDisclosure.objects.get().sha256 in shown
    assert "いまは「公募に移す」はできません。" in act(desk_client, screening, "kobo", ask_at="x")
    assert Tender.objects.count() == 1


def test_the_desk_sees_the_question_place_of_the_challenge(desk_client):
    screening, _, _ = accepted(for_challenge=True, challenge__procedure=Procedure.CONTRACT)

    shown = act(desk_client, screening, "kobo")

    assert f"課題「{screening.proposal.challenge}」のページの「質問と回答」" in shown


def test_the_list_is_for_who_reads_the_whole_proposal():
    screening, lead, _ = accepted()

    assert told(StrictClient.of(lead.officer), screening).status_code == 200
    assert told(StrictClient.of(office().officer), screening).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(rows, django_assert_num_queries):
    screening, lead, _ = accepted()
    for _ in range(rows):
        MessageFactory(proposal=screening.proposal, party="desk")
        ProcedureNoticeFactory(proposal=screening.proposal)
    client = StrictClient.of(lead.officer)

    with django_assert_num_queries(19):
        told(client, screening)

"""進め方 as the company reads it."""

import pytest
from django.urls import reverse

from proposals.enums import Procedure
from proposals.models import Message
from proposals.rules.procedures import MEANINGS, SHARING
from tests.factories.proposals import ChallengeFactory, ProcedureNoticeFactory, ProposalFactory, TenderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(company_client):
    """A maker of submitted proposals of the 団体 whose member has signed in."""
    organization = company_client.user.memberships.get().organization
    return lambda **fields: ProposalFactory(submitted=True, organization=organization, **fields)


def text(client, name, proposal):
    return client.get(reverse(f"proposals:{name}", args=[proposal.number])).content.decode()


def test_what_may_be_shared_is_said_for_every_procedure():
    assert set(SHARING) == set(Procedure)


def test_the_page_says_what_was_decided_what_may_be_shared_and_why(company_client, own):
    proposal = own(procedure=Procedure.CONTRACT)
    ProcedureNoticeFactory(proposal=proposal)

    shown = text(company_client, "procedure", proposal)

    for words in ("契約型（公募）", MEANINGS["CONTRACT"], SHARING["CONTRACT"], "市の費用が要るため。", "観光戦略課長"):
        assert words in shown
    assert "進め方の区分：契約型（公募）" in text(company_client, "proposal", proposal)


def test_before_a_decision_the_challenge_speaks_and_else_nothing_is_decided(company_client, own):
    challenge = ChallengeFactory(procedure=Procedure.TRIAL)

    assert "実証型" in text(company_client, "procedure", own(for_challenge=True, challenge=challenge))
    free = own()
    assert "まだ決まっていません。" in text(company_client, "procedure", free)
    assert "進め方の区分：まだ決まっていません" in text(company_client, "proposal", free)


def test_with_the_outcome_told_nothing_is_said_to_be_open(company_client, own):
    assert "まだ決まっていません" not in text(company_client, "proposal", own(declined=True))


def test_after_the_move_the_company_reads_where_to_ask_and_has_no_box_for_messages(company_client, own):
    proposal = own(procedure=Procedure.CONTRACT)
    TenderFactory(proposal=proposal)

    shown = text(company_client, "proposal", proposal)
    assert "公募に移りました" in shown
    assert "課題のページの「質問と回答」" in shown
    assert reverse("proposals:message", args=[proposal.number]) not in shown
    url = reverse("proposals:message", args=[proposal.number])
    answer = company_client.post(url, {"body": "教えてください。"})
    assert "個別のメッセージは送れません。" in answer.content.decode()
    assert Message.objects.count() == 0

from datetime import date

import pytest

from proposals.models import PledgeRequest, Proposal
from proposals.queries import phone_answer
from proposals.usecases.request_correction import request_correction
from tests.factories.proposals import PromiseFactory, ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY

pytestmark = pytest.mark.django_db


def test_the_date_that_was_told_is_the_one_to_tell():
    proposal = ProposalFactory(submitted=True)
    PromiseFactory(proposal=proposal, due_on=date(2026, 10, 9), told_on=date(2026, 10, 8))

    answer = phone_answer(proposal, TODAY)

    assert (answer.next_on, answer.is_past, answer.owed) == (date(2026, 10, 8), False, [])


def test_nothing_promised_and_nothing_told_is_said_as_such():
    answer = phone_answer(ProposalFactory(submitted=True), TODAY)

    assert (answer.next_stage, answer.next_on, answer.letter, answer.letter_on, answer.division) == (
        "",
        None,
        "",
        None,
        "",
    )


def test_what_is_to_be_corrected_and_confirmed_is_owed():
    proposal = ProposalFactory(submitted=True)
    PledgeRequest.objects.create(proposal=proposal, asked_at=NOON, asked_by="受付花子")
    request_correction(
        proposal=proposal, reasons={"summary": "数字を足してください。"}, wanted_by=TODAY, by=THE_DESK, at=NOON
    )
    Proposal.objects.filter(pk=proposal.pk).update(status="RETURNED")

    owed = phone_answer(Proposal.objects.get(pk=proposal.pk), TODAY).owed

    assert owed == [
        "「概要」を令和8年10月5日までに直す：数字を足してください。",
        "内容と確認事項を確かめて答える（メールのリンクか、紙の誓約書）",
    ]

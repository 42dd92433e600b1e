"""request_correction, keep_correction, resubmit_proposal and withdraw_proposal."""

from datetime import date

import pytest

from nara_renkei.core.models import AuditEvent
from proposals.models import (
    CorrectionRequest,
    DisclosureMark,
    Draft,
    Pause,
    Promise,
    Proposal,
    StatusChange,
    Submission,
)
from proposals.rules.content import Mark
from proposals.usecases.keep_correction import NotInCorrection, keep_correction
from proposals.usecases.move_proposal import MoveRefused
from proposals.usecases.request_correction import CannotRequestCorrection, request_correction
from proposals.usecases.resubmit_proposal import NothingChanged, resubmit_proposal
from proposals.usecases.save_draft import StaleDraft
from proposals.usecases.withdraw_proposal import withdraw_proposal
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, at
from tests.proposals.drafts import fresh, submitted

pytestmark = pytest.mark.django_db
WANTED_BY = date(2026, 10, 19)
TUESDAY, FRIDAY = at(date(2026, 10, 6)), at(date(2026, 10, 9))


def ask(proposal, reasons=None, when=NOON):
    reasons = {"body": "回数を書いてください。", "cost": "市の負担を確かめてください。"} if reasons is None else reasons
    return request_correction(proposal=proposal, reasons=reasons, wanted_by=WANTED_BY, by=THE_DESK, at=when)


def correct(proposal, when=NOON, **changes):
    return resubmit_proposal(proposal=proposal, changes=changes, by=THE_COMPANY, at=when)


def keep(proposal, typed, version=None):
    version = fresh(proposal).version if version is None else version
    return keep_correction(proposal=proposal, version=version, typed=typed)


# asking


def test_a_correction_names_each_field_and_its_reason():
    proposal = ProposalFactory(submitted=True)

    request = ask(proposal)

    assert (request.requested_by, request.requested_at, request.wanted_by, request.since_version) == (
        "受付花子（デスク）",
        NOON,
        WANTED_BY,
        1,
    )
    assert {item.field: item.reason for item in request.items.all()} == {
        "body": "回数を書いてください。",
        "cost": "市の負担を確かめてください。",
    }
    assert StatusChange.objects.get(move="return").reason == "提案内容・費用"
    assert fresh(proposal).status == "RETURNED"


def test_the_clock_stands_until_the_company_has_answered():
    proposal = submitted()

    ask(proposal, when=TUESDAY)

    pause = Pause.objects.get(proposal=proposal)
    promise = Promise.objects.get(proposal=proposal)
    assert (pause.reason, pause.starts_on, pause.ends_on) == (
        "ご提案者のお返事を待っています",
        date(2026, 10, 6),
        None,
    )
    assert promise.due_on is None


def test_fields_without_a_reason_are_not_asked():
    request = ask(ProposalFactory(submitted=True), {"body": "理由", "title": "  "})

    assert [item.field for item in request.items.all()] == ["body"]


@pytest.mark.parametrize("reasons", [{}, {"body": " \n"}])
def test_nothing_asked_is_refused(reasons):
    with pytest.raises(CannotRequestCorrection) as refused:
        ask(ProposalFactory(submitted=True), reasons)

    assert str(refused.value) == "直してほしい欄を一つ以上選び、理由を書いてください。"


def test_a_field_that_is_not_the_companys_is_refused():
    proposal = ProposalFactory(submitted=True)

    with pytest.raises(CannotRequestCorrection) as refused:
        ask(proposal, {"status": "理由", "body": "理由", "number": "理由"})

    assert str(refused.value) == "提案者が直せない欄です: number、status"
    assert fresh(proposal).status == "SUBMITTED"


def test_an_adopted_proposal_is_not_returned():
    with pytest.raises(MoveRefused):
        ask(ProposalFactory(adopted=True))

    assert CorrectionRequest.objects.count() == 0


# remembering


def test_what_is_typed_in_a_correction_is_remembered_beside_the_submitted_words():
    proposal = submitted()
    ask(proposal)

    keep(proposal, {"body": "書きかけ"})

    assert Draft.objects.get(proposal=proposal).typed == {"correction": {"body": "書きかけ"}}
    assert fresh(proposal).body == proposal.body


def test_nothing_typed_is_nothing_remembered():
    proposal = submitted()
    ask(proposal)
    keep(proposal, {"body": "書きかけ"})

    keep(proposal, {})

    assert Draft.objects.get(proposal=proposal).typed == {}


def test_what_another_member_typed_is_never_overwritten():
    proposal = submitted()
    ask(proposal)
    opened = fresh(proposal).version
    keep(proposal, {"body": "先に保存した文"}, opened)

    with pytest.raises(StaleDraft):
        keep(proposal, {"body": "あとの文"}, opened)
    with pytest.raises(StaleDraft):
        resubmit_proposal(
            proposal=fresh(proposal), changes={"body": "あとの文"}, by=THE_COMPANY, at=NOON, version=opened
        )

    assert keep(proposal, {"body": "先に保存した文"}, opened).version == opened + 1
    assert Draft.objects.get(proposal=proposal).typed == {"correction": {"body": "先に保存した文"}}


def test_without_a_correction_nothing_is_remembered():
    proposal = submitted()

    with pytest.raises(NotInCorrection) as refused:
        keep(proposal, {"body": "書きかけ"})

    assert str(refused.value) == "修正のお願いは、もう終わっています。画面を開き直して、いまの状況を確かめてください。"
    assert not Draft.objects.filter(proposal=proposal).exists()


# answering


def test_a_resubmission_is_the_next_version_and_goes_back_to_where_it_came_from():
    proposal = ProposalFactory(in_dialogue=True)
    request = ask(proposal)

    version = correct(proposal, FRIDAY, body="週に3回、集会所で販売します。", title=proposal.title)

    stored = fresh(proposal)
    request.refresh_from_db()
    assert (stored.status, stored.body, request.resolved_at) == ("IN_DIALOGUE", "週に3回、集会所で販売します。", FRIDAY)
    assert (version.version, version.content["fields"]["body"]) == (2, "週に3回、集会所で販売します。")
    assert (
        Submission.objects.get(version=1).content["fields"]["body"]
        == "週に2回、集会所で販売と荷物の受渡しを一緒に行います。"
    )
    assert list(Proposal.objects.matching("週に3回")) == [stored]


def test_the_clock_runs_on_and_the_later_date_is_told():
    proposal = submitted()  # due on 10/8
    ask(proposal, when=TUESDAY)

    correct(proposal, FRIDAY, body="直しました。")

    promise = Promise.objects.get(proposal=proposal)
    assert Pause.objects.get(proposal=proposal).ends_on == date(2026, 10, 9)
    # 10/6 counted; 7 to 9 stood; 10 to 12 closed; 13 and 14 counted
    assert (promise.due_on, promise.told_on) == (date(2026, 10, 14), date(2026, 10, 14))


def test_what_was_typed_on_the_way_does_not_come_back_in_the_next_correction():
    proposal = submitted()
    ask(proposal)
    keep(proposal, {"body": "途中の文"})

    correct(proposal, body="出した文")

    assert Draft.objects.get(proposal=proposal).typed == {}


def test_nothing_changed_is_refused():
    proposal = ProposalFactory(submitted=True)
    ask(proposal)

    with pytest.raises(NothingChanged) as refused:
        correct(proposal, body=proposal.body)

    assert str(refused.value) == "まだ何も直っていません。お願いした欄を直してから、もう一度出してください。"
    assert (fresh(proposal).status, Submission.objects.count()) == ("RETURNED", 1)


def test_what_is_not_the_companys_word_is_never_written():
    proposal = ProposalFactory(submitted=True)
    ask(proposal)

    with pytest.raises(NothingChanged):
        correct(proposal, number="R8-J-9999", status="ADOPTED")


def test_a_mark_alone_makes_a_new_version():
    proposal = submitted()
    ask(proposal)
    mark = Mark("原価", "営業の秘密のため。")

    version = resubmit_proposal(proposal=proposal, changes={}, marks={"body": mark}, by=THE_COMPANY, at=FRIDAY)

    assert version.marks() == {"body": mark}
    assert DisclosureMark.objects.by_field(proposal) == {"body": mark}


def test_marks_that_are_not_named_stay():
    proposal = submitted()
    DisclosureMark.objects.create(proposal=proposal, field="body", reason="営業の秘密のため。")
    ask(proposal)

    assert correct(proposal, FRIDAY, title="新しい題").marks() == {"body": Mark("", "営業の秘密のため。")}


def test_without_a_request_nothing_is_resubmitted():
    proposal = ProposalFactory(submitted=True)

    with pytest.raises(MoveRefused):
        correct(proposal, body="直しました。")

    assert Submission.objects.count() == 1


def test_a_second_correction_compares_with_the_second_version():
    proposal = ProposalFactory(submitted=True)
    ask(proposal)
    correct(proposal, body="直しました。")

    assert ask(proposal).since_version == 2


# withdrawing


def test_a_withdrawal_ends_every_promise_pause_and_request():
    proposal = submitted()
    ask(proposal, when=TUESDAY)

    withdraw_proposal(proposal=proposal, reason="社内の都合です。", by=THE_COMPANY, at=FRIDAY)

    assert (fresh(proposal).status, StatusChange.objects.get(move="withdraw").reason) == (
        "WITHDRAWN",
        "社内の都合です。",
    )
    assert Promise.objects.get(proposal=proposal).met_on == date(2026, 10, 9)
    assert Pause.objects.get(proposal=proposal).ends_on == date(2026, 10, 9)
    assert CorrectionRequest.objects.get(proposal=proposal).resolved_at == FRIDAY
    assert AuditEvent.objects.filter(verb="proposal.withdraw").count() == 1


def test_a_withdrawal_owes_a_reason():
    proposal = submitted()

    with pytest.raises(MoveRefused):
        withdraw_proposal(proposal=proposal, reason=" ", by=THE_COMPANY, at=NOON)

    assert Promise.objects.open().count() == 1

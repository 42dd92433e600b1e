from datetime import timedelta

import pytest

from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Letter, Promise
from screening.enums import ApprovalKind, Disposition
from screening.models import Decision, DeclineReason
from screening.usecases.confirm_decision import CannotConfirmDecision, confirm_decision
from screening.usecases.draft_decision import CannotDraftDecision, ConditionWords, Outcome, draft_decision
from screening.usecases.drop_decision import CannotDrop, drop_decision
from screening.usecases.propose_decision import CannotPropose, propose_decision
from screening.usecases.record_approval import CannotRecordApproval, record_approval
from screening.usecases.refer_at_desk import CannotRefer, refer_at_desk
from screening.usecases.send_back_decision import CannotSendBack, send_back_decision
from screening.usecases.tell import CannotTell
from screening.usecases.tell_decision import CannotTellDecision, tell_decision
from tests.harness import NOON, THE_DESK, TODAY
from tests.screening.city import accepted, fresh, letter, office, opened, routed

pytestmark = pytest.mark.django_db

ADOPT = Outcome(Disposition.ADOPT, "東部の暮らしの役に立つため。")
REFER = Outcome(Disposition.REFER, "既存の事業へのご要望のため。", referred_to="市民安全課")


def drafted(outcome=ADOPT):
    screening, lead, routing = accepted()
    decision = draft_decision(routing=routing, outcome=outcome, by=lead.actor, at=NOON)
    return screening, lead, routing, decision


def proposed():
    screening, lead, routing, _ = drafted()
    decision = propose_decision(routing=routing, user=lead.manager, by=lead.actor, at=NOON)
    return screening, lead, routing, decision


def approve(decision, **fields):
    values = {
        "drafted_on": TODAY - timedelta(days=3),
        "decided_on": TODAY,
        "decider": "市民部長",
        "kind": ApprovalKind.STANDING,
        "consulted": "財政課",
        "document_number": "奈総政第12号",
        **fields,
    }
    return record_approval(decision=decision, **values, by=THE_DESK, at=NOON)


def approved():
    screening, lead, _, decision = proposed()
    decision = confirm_decision(decision=decision, by=THE_DESK, at=NOON)
    approve(decision)
    return screening, lead, decision


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome(Disposition.ADOPT, " "), "理由を書いてください。"),
        (Outcome(Disposition.DECLINE, "合わない。"), "見送りの理由を一つ以上選んでください。"),
        (
            Outcome(Disposition.ADOPT_WITH_CONDITIONS, "よい。"),
            "条件付きで進めるときは、条件を書いてください。",
        ),
        (
            Outcome(Disposition.ADOPT, "よい。", conditions=[ConditionWords("毎月知らせること。")]),
            "条件を付けるときは、提案の扱いで「条件付きで進める」を選んでください。",
        ),
        (Outcome(Disposition.REFER, "別の窓口。"), "ほかの窓口のご案内には、窓口の名前を書いてください。"),
        (Outcome(Disposition.ADOPT, "よい。", budget_needed=True), "予算が要るときは、年度を書いてください。"),
    ],
)
def test_an_outcome_with_a_gap_is_refused(outcome, sentence):
    with pytest.raises(CannotDraftDecision) as caught:
        drafted(outcome)

    assert str(caught.value) == sentence


def test_a_decline_says_what_would_change():
    reason = DeclineReason.objects.order_by("position").first()

    with pytest.raises(CannotDraftDecision, match="どう変わればよいかを書いてください。"):
        drafted(Outcome(Disposition.DECLINE, "合わない。", reasons=[reason]))


def test_the_second_draft_replaces_the_first():
    _, lead, routing, _ = drafted()

    draft_decision(routing=routing, outcome=REFER, by=lead.actor, at=NOON)

    assert [one.disposition for one in Decision.objects.order_by("pk")] == ["REFER"]


def test_a_supporting_division_writes_no_outcome():
    helper = office()
    screening, _, _ = routed(helper)
    support = screening.routings.get(division=helper.division)

    with pytest.raises(CannotDraftDecision, match="結果の案は、主担当課が書きます。"):
        draft_decision(routing=support, outcome=ADOPT, by=helper.actor, at=NOON)


def test_a_proposed_outcome_is_not_rewritten():
    _, lead, routing, _ = proposed()

    with pytest.raises(CannotDraftDecision, match="もう課長の確認を終えています。"):
        draft_decision(routing=routing, outcome=ADOPT, by=lead.actor, at=NOON)


def test_an_outcome_is_not_drafted_for_a_proposal_that_is_over():
    screening, lead, routing = accepted()
    type(screening.proposal).objects.filter(pk=screening.proposal_id).update(status="WITHDRAWN")

    with pytest.raises(CannotDraftDecision, match="検討中または対話中の提案だけ"):
        draft_decision(routing=routing, outcome=ADOPT, by=lead.actor, at=NOON)


def test_the_deputy_proposes_by_daiketsu():
    _, lead, routing, _ = drafted()

    decision = propose_decision(routing=routing, user=lead.deputy, by=lead.actor, at=NOON)

    assert (decision.state, decision.proposed_as) == ("PROPOSED", "DEPUTY")


def test_an_officer_does_not_propose():
    _, lead, routing, _ = drafted()

    with pytest.raises(CannotPropose, match="課長または代決者だけが確かめられます。"):
        propose_decision(routing=routing, user=lead.officer, by=lead.actor, at=NOON)


def test_nothing_is_proposed_without_a_draft():
    _, lead, routing = accepted()

    with pytest.raises(CannotPropose, match="確かめる結果の案がありません。"):
        propose_decision(routing=routing, user=lead.manager, by=lead.actor, at=NOON)


def test_a_supporting_division_proposes_nothing():
    helper = office()
    screening, _, _ = routed(helper)
    support = screening.routings.get(division=helper.division)

    with pytest.raises(CannotPropose, match="主担当課の課長または代決者が出します。"):
        propose_decision(routing=support, user=helper.manager, by=helper.actor, at=NOON)


def test_sent_back_with_a_reason_the_division_may_write_again():
    _, lead, routing, decision = proposed()

    send_back_decision(decision=decision, reason="条件を書いてください。", by=THE_DESK, at=NOON)
    again = draft_decision(routing=routing, outcome=ADOPT, by=lead.actor, at=NOON)

    assert (again.pk, again.state, again.sent_back_reason) == (decision.pk, "DRAFTED", "条件を書いてください。")


def test_it_is_not_sent_back_without_a_reason():
    *_, decision = proposed()

    with pytest.raises(CannotSendBack, match="差戻しの理由を書いてください。"):
        send_back_decision(decision=decision, reason=" ", by=THE_DESK, at=NOON)


def test_a_draft_is_not_sent_back():
    *_, decision = drafted()

    with pytest.raises(CannotSendBack, match="課長の確認を終えた案だけ、差し戻せます。"):
        send_back_decision(decision=decision, reason="早い。", by=THE_DESK, at=NOON)


def test_an_approved_outcome_is_not_sent_back():
    _, _, decision = approved()

    with pytest.raises(CannotSendBack, match="決裁の記録があるので、差し戻せません。"):
        send_back_decision(decision=decision, reason="遅い。", by=THE_DESK, at=NOON)


def test_the_desk_confirms_only_what_the_division_proposed():
    *_, decision = drafted()

    with pytest.raises(CannotConfirmDecision, match="課長の確認を終えた案だけ、確かめられます。"):
        confirm_decision(decision=decision, by=THE_DESK, at=NOON)


def test_a_decision_before_its_draft_is_refused():
    *_, decision = proposed()
    decision = confirm_decision(decision=decision, by=THE_DESK, at=NOON)

    with pytest.raises(CannotRecordApproval, match="決裁日は起案日より前にできません。"):
        approve(decision, drafted_on=TODAY, decided_on=TODAY - timedelta(days=1))


def test_a_decision_of_tomorrow_is_refused():
    *_, decision = proposed()
    decision = confirm_decision(decision=decision, by=THE_DESK, at=NOON)

    with pytest.raises(CannotRecordApproval, match="決裁日は、今日までの日にしてください。"):
        approve(decision, decided_on=TODAY + timedelta(days=1))


def test_it_is_recorded_only_after_the_desk_confirmed():
    *_, decision = proposed()

    with pytest.raises(CannotRecordApproval, match="デスクが確かめた結果の案だけ"):
        approve(decision)


def test_it_is_recorded_once():
    _, _, decision = approved()

    with pytest.raises(CannotRecordApproval, match="もう記録されています。"):
        approve(decision)


def test_telling_without_the_approval_is_refused_and_the_status_stays():
    screening, _, _, decision = proposed()
    confirm_decision(decision=decision, by=THE_DESK, at=NOON)

    with pytest.raises(CannotTellDecision, match="決裁の記録がありません。"):
        tell_decision(decision=decision, letter=letter(), notify=True, by=THE_DESK, at=NOON)

    assert fresh(screening.proposal).status == "IN_REVIEW"
    assert not Letter.objects.exists()


def test_telling_before_the_desk_confirmed_is_refused():
    *_, decision = proposed()

    with pytest.raises(CannotTellDecision, match="デスクの確認が済んでいません。"):
        tell_decision(decision=decision, letter=letter(), notify=True, by=THE_DESK, at=NOON)


def test_telling_moves_the_status_and_closes_every_promise():
    screening, _, decision = approved()

    told = tell_decision(decision=decision, letter=letter(), notify=False, by=THE_DESK, at=NOON)

    assert fresh(screening.proposal).status == "ADOPTED"
    assert (told.kind, Decision.objects.get(pk=decision.pk).state) == ("OUTCOME", "TOLD")
    assert not Promise.objects.open().exists()


def test_the_mail_is_the_tick():
    screening, _, decision = approved()
    member = screening.proposal.organization.members.get().user.email

    tell_decision(decision=decision, letter=letter(), notify=True, by=THE_DESK, at=NOON)

    assert OutgoingMail.objects.filter(to=member).count() == 1


def test_without_the_tick_no_mail_goes_to_the_company():
    screening, _, decision = approved()
    member = screening.proposal.organization.members.get().user.email

    tell_decision(decision=decision, letter=letter(), notify=False, by=THE_DESK, at=NOON)

    assert not OutgoingMail.objects.filter(to=member).exists()


def test_it_is_told_once():
    _, _, decision = approved()
    tell_decision(decision=decision, letter=letter(), notify=False, by=THE_DESK, at=NOON)

    with pytest.raises(CannotTellDecision, match="もうお知らせしています。"):
        tell_decision(decision=decision, letter=letter(), notify=False, by=THE_DESK, at=NOON)


def test_a_letter_with_a_gap_is_not_told():
    screening, _, decision = approved()

    with pytest.raises(CannotTell, match="文面に〔　〕が残っています。"):
        tell_decision(decision=decision, letter=letter(body="〔期日〕まで"), notify=True, by=THE_DESK, at=NOON)

    assert fresh(screening.proposal).status == "IN_REVIEW"


def test_the_desk_refers_before_routing_and_tells_after_the_approval():
    screening = opened()
    decision = refer_at_desk(screening=screening, outcome=REFER, by=THE_DESK, at=NOON)
    approve(decision)

    told = tell_decision(decision=decision, letter=letter(), notify=False, by=THE_DESK, at=NOON)

    assert (fresh(screening.proposal).status, told.kind) == ("REFERRED", "REFERRAL")


def test_the_desk_does_not_refer_after_routing():
    screening, _, _ = routed()

    with pytest.raises(CannotRefer, match="送付する前の提案だけ"):
        refer_at_desk(screening=screening, outcome=REFER, by=THE_DESK, at=NOON)


def test_the_desk_does_not_adopt():
    with pytest.raises(CannotRefer, match="デスクだけで決められるのは"):
        refer_at_desk(screening=opened(), outcome=ADOPT, by=THE_DESK, at=NOON)


def test_the_desk_refers_once():
    screening = opened()
    refer_at_desk(screening=screening, outcome=REFER, by=THE_DESK, at=NOON)

    with pytest.raises(CannotRefer, match="結果の案は、もうあります。"):
        refer_at_desk(screening=screening, outcome=REFER, by=THE_DESK, at=NOON)


def test_a_referral_with_a_gap_is_refused():
    with pytest.raises(CannotRefer, match="窓口の名前を書いてください。"):
        refer_at_desk(screening=opened(), outcome=Outcome(Disposition.REFER, "別。"), by=THE_DESK, at=NOON)


def test_the_desk_takes_back_its_own_outcome():
    screening = opened()
    decision = refer_at_desk(screening=screening, outcome=REFER, by=THE_DESK, at=NOON)

    drop_decision(decision=decision, by=THE_DESK, at=NOON)

    assert Decision.objects.get(pk=decision.pk).state == "REPLACED"


def test_the_desk_does_not_take_back_the_divisions_outcome():
    *_, decision = proposed()

    with pytest.raises(CannotDrop, match="デスクが作った結果の案だけ"):
        drop_decision(decision=decision, by=THE_DESK, at=NOON)

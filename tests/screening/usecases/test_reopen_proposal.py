import pytest

from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.notifications.usecases.cancel_mail import cancel_mail
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from nara_renkei.notifications.usecases.resend_mail import CannotResend, resend_mail
from proposals.models import Letter, Promise, StatusChange
from proposals.rules.lifecycle import MoveRefused
from proposals.usecases.withdraw_proposal import withdraw_proposal
from screening.enums import Disposition
from screening.models import Decision
from screening.usecases.draft_decision import Outcome, draft_decision
from screening.usecases.reopen_proposal import reopen_proposal
from tests.harness import NOON, THE_COMPANY, THE_DESK, mail_text
from tests.screening.city import accepted, fresh, letter, opened
from tests.screening.outcomes import LATER, declined

pytestmark = pytest.mark.django_db


def reopen(screening, **fields):
    values = {"reason": "場所が決まったため。", "letter": None, **fields}
    return reopen_proposal(screening=screening, **values, by=THE_DESK, at=LATER)


def outcome_mails():
    return OutgoingMail.objects.filter(template="proposals/letter")


def test_it_is_considered_again_with_its_reason_in_the_history():
    screening, *_ = declined()

    reopen(screening)

    last = StatusChange.objects.filter(proposal=screening.proposal).order_by("pk").last()
    assert fresh(screening.proposal).status == "IN_REVIEW"
    assert (last.move, last.reason) == ("reopen", "場所が決まったため。")


def test_it_needs_a_reason():
    screening, *_ = declined()

    with pytest.raises(MoveRefused, match="理由が必要です。"):
        reopen(screening, reason=" ")


def test_the_clock_starts_anew_and_its_date_is_told():
    screening, *_ = declined()

    reopen(screening)

    promise = Promise.objects.open().get(proposal=screening.proposal)
    assert (promise.stage, promise.starts_on) == ("OUTCOME", LATER.date())
    assert promise.told_on == promise.due_on


def test_a_mail_that_has_not_left_does_not_leave():
    screening, *_ = declined()
    assert [one.state for one in outcome_mails()] == [MailState.QUEUED]

    reopen(screening)

    assert [one.state for one in outcome_mails()] == [MailState.CANCELLED]


def test_a_mail_that_has_left_stays_as_it_is_and_what_was_told_stays_told():
    screening, _, decision = declined()
    outcome_mails().update(state=MailState.SENT, sent_at=NOON)

    reopen(screening)

    assert [one.state for one in outcome_mails()] == [MailState.SENT]
    assert Decision.objects.get(pk=decision.pk).state == "TOLD"
    assert Letter.objects.filter(kind="OUTCOME").count() == 1


def test_the_lead_hears_of_it_and_may_write_a_new_outcome():
    screening, lead, decision = declined()

    reopen(screening)
    routing = screening.routings.get(is_lead=True)
    again = draft_decision(routing=routing, outcome=Outcome(Disposition.ADOPT, "よい。"), by=lead.actor, at=LATER)

    assert "検討を再開しました。" in mail_text(template="screening/reopened", to=lead.division.email)
    assert (routing.over_on, again.pk == decision.pk) == (None, False)


def test_the_company_is_mailed_only_by_the_tick():
    screening, *_ = declined(notify=False)
    reopen(screening)
    assert not outcome_mails().exists()

    other, *_ = declined(notify=False)
    reopen(other, letter=letter(title="検討を再開するお知らせ"))
    assert [one.kind for one in Letter.objects.filter(proposal=other.proposal).order_by("pk")] == [
        "OUTCOME",
        "REOPENED",
    ]
    assert outcome_mails().count() == 1


def test_what_was_withdrawn_before_a_division_led_goes_back_to_the_desk():
    screening = opened()
    withdraw_proposal(proposal=screening.proposal, reason="都合のため。", by=THE_COMPANY, at=NOON)

    reopen(screening)

    assert fresh(screening.proposal).status == "IN_REVIEW"
    assert not OutgoingMail.objects.filter(template="screening/reopened").exists()


def test_what_goes_on_is_not_reopened():
    screening, *_ = accepted()

    with pytest.raises(MoveRefused):
        reopen(screening)


def test_only_the_letters_of_that_act_are_cancelled():
    wanted = {"about": "proposal:R8-J-0001", "context": {}, "to": "a@b.example"}
    of_it = queue_mail("accounts/staff_door", **wanted, at=NOON)
    later = queue_mail("accounts/staff_door", **wanted, at=LATER)

    assert cancel_mail(template="accounts/staff_door", about=of_it.about, created_at=NOON, by=THE_DESK, at=LATER) == 1
    of_it.refresh_from_db()
    later.refresh_from_db()
    assert (of_it.state, later.state) == (MailState.CANCELLED, MailState.QUEUED)
    with pytest.raises(CannotResend, match="取り消したメールです。"):
        resend_mail(mail=of_it, by=THE_DESK, at=LATER)

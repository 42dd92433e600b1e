import pytest

from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import MailState, OutgoingMail
from nara_renkei.notifications.usecases import resend_mail as module
from nara_renkei.notifications.usecases.resend_mail import CannotResend, resend_mail
from tests.factories.notifications import OutgoingMailFactory
from tests.harness import NOON, THE_DESK

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def woken(monkeypatch):
    calls = []
    monkeypatch.setattr(module, "after_commit", calls.append)
    return calls


def test_a_dead_letter_goes_back_into_the_queue(woken):
    mail = OutgoingMailFactory(dead=True, attempts=9, unfinished=5)

    again = resend_mail(mail=mail, by=THE_DESK, at=NOON)

    assert again == mail
    assert (again.state, again.attempts, again.unfinished, again.last_error) == (MailState.QUEUED, 0, 0, "")
    assert (again.next_try_at, again.requeued_at) == (NOON, NOON)
    assert woken == ["notifications.drain_outbox"]
    assert list(AuditEvent.objects.values_list("verb", "about")) == [("mail.resend", f"mail:{mail.uuid}")]


def test_a_sent_letter_goes_again_as_a_copy_with_its_own_message_id():
    mail = OutgoingMailFactory(sent=True)

    again = resend_mail(mail=mail, by=THE_DESK, at=NOON)

    assert again.uuid != mail.uuid
    assert (again.to, again.subject, again.body, again.about) == (mail.to, mail.subject, mail.body, mail.about)
    assert again.state == MailState.QUEUED
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


SECRET_IS_GONE = "確認コードやリンクは作り直せません。本人に、もう一度ログインの手続きをしてもらってください。"


@pytest.mark.parametrize(
    ("fate", "sentence"),
    [
        ({}, "まだ送信待ちです。自動でもう一度送ります。"),
        ({"dead": True, "body": "〔コード〕"}, SECRET_IS_GONE),
        ({"sent": True, "body": "〔リンク〕"}, SECRET_IS_GONE),
        ({"state": MailState.EXPIRED}, SECRET_IS_GONE),
        ({"dead": True, "to": "no-address"}, "宛先のメールアドレスの形が正しくありません。"),
    ],
)
def test_a_letter_that_cannot_go_again_says_why(fate, sentence, woken):
    mail = OutgoingMailFactory(**fate)

    with pytest.raises(CannotResend) as caught:
        resend_mail(mail=mail, by=THE_DESK, at=NOON)

    assert str(caught.value) == sentence
    assert OutgoingMail.objects.count() == 1
    assert woken == []

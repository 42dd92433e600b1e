"""Send a letter again that could not be delivered, or that its reader says did not arrive."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.background import after_commit
from nara_renkei.notifications.models import MailState, OutgoingMail

from .queue_mail import BAD_ADDRESS, is_address

CODE_IS_GONE = "確認コードやリンクは作り直せません。本人に、もう一度ログインの手続きをしてもらってください。"
CANCELLED = "新しい知らせに替わったため、取り消したメールです。いまの知らせを送り直してください。"
STILL_QUEUED = "まだ送信待ちです。自動でもう一度送ります。"


class CannotResend(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def resend_mail(*, mail: OutgoingMail, by: Actor, at: datetime) -> OutgoingMail:
    """Queue a DEAD letter again, or a copy of a SENT one; return the row that will go. Raises ``CannotResend``.

    A copy has its own Message-ID: a server that saw the first one would throw the same one away.
    """
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state == MailState.QUEUED:
        raise CannotResend(STILL_QUEUED)
    if mail.state == MailState.CANCELLED:
        raise CannotResend(CANCELLED)
    if mail.state == MailState.EXPIRED or mail.needs_secret:
        raise CannotResend(CODE_IS_GONE)
    if not is_address(mail.to):
        raise CannotResend(BAD_ADDRESS)
    if mail.state == MailState.SENT:
        mail = OutgoingMail(
            template=mail.template, to=mail.to, subject=mail.subject, body=mail.body, about=mail.about, created_at=at
        )
    mail.state, mail.attempts, mail.last_error = MailState.QUEUED, 0, ""
    mail.unfinished, mail.next_try_at, mail.requeued_at = 0, at, at
    mail.save()
    record("mail.resend", about=f"mail:{mail.uuid}", by=by, at=at)
    after_commit("notifications.drain_outbox")
    return mail

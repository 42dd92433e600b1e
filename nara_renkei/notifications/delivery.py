"""The post office: the only module that opens a mail connection.

A letter is claimed (attempt counted, next try set, committed) and then handed over under a row lock. A worker
that dies between the two costs one wait, never a letter; only one that dies between the server's 250 and our
commit sends twice, and then with the same Message-ID.
"""

import logging
import random
import smtplib
from datetime import datetime, timedelta
from email.utils import formataddr
from time import sleep
from types import TracebackType
from typing import Final, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from nara_renkei.core.models import CitySettings
from nara_renkei.core.request_ids import HEADER, working_on
from nara_renkei.core.text import one_line

from .models import MailState, OutgoingMail

logger = logging.getLogger(__name__)

FIRST_RETRY: Final = timedelta(seconds=10)
LONGEST_WAIT: Final = timedelta(minutes=15)
GAVE_UP: Final = "72時間試みましたが、届けられませんでした。"
LOST_WORKER: Final = "送信の途中で、処理が5回止まりました。"
# a worker that claims the next letter may lock this one for an instant, to see that it is claimed already
SECOND_LOOK: Final = 0.1  # seconds
# sends in a row that killed their worker: the sixth would kill another
MAX_UNFINISHED: Final = 5


class Unreachable(Exception):
    """The mail server could not be opened: no letter's fault."""


def due(at: datetime) -> QuerySet[OutgoingMail]:
    """Return the letters whose turn has come, oldest turn first."""
    return OutgoingMail.objects.filter(state=MailState.QUEUED, next_try_at__lte=at).order_by("next_try_at", "pk")


def wait_before(attempt: int) -> timedelta:
    """Return the wait after the n-th attempt (from 1): 10 s · 2ⁿ⁻¹, at most 15 min, ± 20 % so that retries spread."""
    seconds = min(FIRST_RETRY.total_seconds() * 2 ** min(attempt - 1, 10), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=min(seconds * random.uniform(0.8, 1.2), LONGEST_WAIT.total_seconds()))  # noqa: S311 — spreads retries, guards nothing


def message_id(mail: OutgoingMail) -> str:
    """Return the Message-ID of a row: always the same one, so that a second copy is recognised as such."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    return f"<{mail.uuid}@{domain}>"


class PostOffice:
    """One run of deliveries over one connection, opened when the first letter needs it."""

    def __init__(self, timeout: float | None = None) -> None:
        self.timeout = timeout if timeout is not None else settings.EMAIL_TIMEOUT
        self.connection: BaseEmailBackend | None = None
        self.sender = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def deliver_next(self, at: datetime) -> OutgoingMail | None:
        """Deliver the letter whose turn it is and return its row, or None when nothing is due.

        Raises ``Unreachable`` when the server cannot be opened: the letter keeps its place in the queue.
        """
        mail = claim(due(at), at)
        return self.deliver_one(mail, at) if mail else None

    def deliver_one(self, mail: OutgoingMail, at: datetime) -> OutgoingMail:
        """Hand over a claimed letter in a transaction of its own, and store how it went."""
        with working_on(mail):
            return self._deliver(mail, at)

    def _deliver(self, mail: OutgoingMail, at: datetime) -> OutgoingMail:
        unreachable: Unreachable | None = None
        with transaction.atomic():
            locked = _lock(mail)
            if locked is None:
                sleep(SECOND_LOOK)
                locked = _lock(mail)
            if locked is None:
                # another worker has it in hand
                return mail
            mail = locked
            try:
                self._hand_over(mail)
            except Unreachable as exc:
                mail.last_error, unreachable = f"メールサーバーにつながりません（{exc}）", exc
            except smtplib.SMTPRecipientsRefused as exc:
                code, words = next(iter(exc.recipients.values()))
                self._refused(mail, code, words)
            except smtplib.SMTPResponseException as exc:
                self._refused(mail, exc.smtp_code, exc.smtp_error)
            except (UnicodeError, ValueError, smtplib.SMTPNotSupportedError) as exc:
                # no server could ever take it: the form of the letter or of its address is wrong
                self._hang_up()
                _close(mail, MailState.DEAD, f"送れない形のメールです（{type(exc).__name__}）")
            except (OSError, smtplib.SMTPException) as exc:
                self._hang_up()
                mail.last_error = f"途中で切れました（{type(exc).__name__}）"
            else:
                mail.sent_at = at
                _close(mail, MailState.SENT, "")
            if mail.state == MailState.QUEUED and mail.next_try_at >= mail.give_up_at:
                _close(mail, MailState.DEAD, GAVE_UP)
            mail.unfinished = 0
            mail.save(update_fields=["state", "secret", "sent_at", "last_error", "unfinished"])
        logger.info("mail_handled", extra={"mail": str(mail.uuid), "state": mail.state, "attempts": mail.attempts})
        if unreachable:
            raise unreachable
        return mail

    def _hand_over(self, mail: OutgoingMail) -> None:
        connection = self._open()
        body = mail.body
        if mail.secret:
            body = body.replace("〔コード〕", mail.secret).replace("〔リンク〕", mail.secret)
        EmailMessage(
            subject=one_line(mail.subject),
            body=body,
            from_email=self.sender,
            to=[one_line(mail.to)],
            headers={
                "Message-ID": message_id(mail),
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
                **({HEADER: mail.request_id} if mail.request_id else {}),
            },
            connection=connection,
        ).send()

    def _open(self) -> BaseEmailBackend:
        if self.connection is None:
            connection = get_connection(timeout=self.timeout)
            try:
                connection.open()
            except (OSError, smtplib.SMTPException) as exc:
                raise Unreachable(type(exc).__name__) from exc
            self.connection = connection
            self.sender = _sender()
        return self.connection

    def _refused(self, mail: OutgoingMail, code: int, words: bytes | str) -> None:
        self._hang_up()
        said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        if mail.secret:
            said = said.replace(mail.secret, "〔秘密〕")
        said = one_line(f"{code} {said}".replace("\x00", ""))[:300]
        if 500 <= code < 600:
            _close(mail, MailState.DEAD, said)
        else:
            mail.last_error = said

    def _hang_up(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                connection.close()
            except (OSError, smtplib.SMTPException):
                logger.info("mail_connection_already_gone")


@transaction.atomic
def claim(letters: QuerySet[OutgoingMail], at: datetime) -> OutgoingMail | None:
    """Take the first letter that no other worker holds: count the attempt and set the next try before any work.

    Letters past their time are closed on the way: EXPIRED, or DEAD after 72 hours.
    """
    while mail := letters.select_for_update(skip_locked=True).first():
        if mail.expires_at is not None and mail.expires_at <= at:
            _close(mail, MailState.EXPIRED, "送る期限を過ぎました。")
        elif mail.give_up_at <= at:
            _close(mail, MailState.DEAD, GAVE_UP)
        elif mail.unfinished >= MAX_UNFINISHED:
            _close(mail, MailState.DEAD, LOST_WORKER)
        else:
            mail.attempts += 1
            # counts down to nothing at every ending, so only a worker that died leaves it
            mail.unfinished += 1
            mail.next_try_at = at + wait_before(mail.attempts)
            mail.save(update_fields=["attempts", "unfinished", "next_try_at"])
            return mail
        mail.save(update_fields=["state", "secret", "last_error"])
    return None


def deliver_now(mail: OutgoingMail, *, at: datetime, timeout: float = 3) -> bool:
    """Try one letter at once (the sign-in letter, after commit); return whether it went. Failing is no harm:
    the drain tries again. Never raises for a mail server.
    """
    claimed = claim(due(at).filter(pk=mail.pk), at)
    if claimed is None:
        return False
    with PostOffice(timeout=timeout) as office:
        try:
            return office.deliver_one(claimed, at).state == MailState.SENT
        except Unreachable:
            return False


def _lock(mail: OutgoingMail) -> OutgoingMail | None:
    return OutgoingMail.objects.select_for_update(skip_locked=True).filter(pk=mail.pk, state=MailState.QUEUED).first()


def _close(mail: OutgoingMail, state: MailState, words: str) -> None:
    mail.state, mail.last_error, mail.secret = state, words, ""


def _sender() -> str:
    address = settings.DEFAULT_FROM_EMAIL
    return address if "<" in address else formataddr((one_line(CitySettings.load().full_name), address))

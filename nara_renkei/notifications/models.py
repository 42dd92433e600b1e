"""The outbox: a letter is a row before it is mail."""

from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from nara_renkei.core.request_ids import Traced

# no letter is tried for longer than this
GIVE_UP_AFTER = timedelta(hours=72)


class MailState(models.TextChoices):
    QUEUED = "QUEUED", "送信待ち"
    SENT = "SENT", "送信済み"
    DEAD = "DEAD", "届けられません"
    EXPIRED = "EXPIRED", "期限切れ"
    CANCELLED = "CANCELLED", "取消し"


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def dead(self) -> Self:
        return self.filter(state=MailState.DEAD)


class OutgoingMail(Traced):
    """One envelope. Holds an address and a text key ``about``, no foreign key."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    # what is said to whom
    template = models.CharField("文面", max_length=80)
    to = models.EmailField("宛先", max_length=254)
    subject = models.CharField("件名", max_length=200)
    body = models.TextField("本文", help_text="秘密の文字は〔コード〕のまま残します。")
    secret = models.CharField("秘密の文字", max_length=200, blank=True, help_text="送ると消えます。")
    about = models.CharField("対象", max_length=80, blank=True)
    # how far it is
    state = models.CharField("状態", max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField("試みの回数", default=0)
    unfinished = models.PositiveSmallIntegerField("途中で止まった回数", default=0)
    next_try_at = models.DateTimeField("次に試みる時刻")
    last_error = models.CharField("最後の失敗", max_length=300, blank=True)
    requeued_at = models.DateTimeField("再送にした日時", null=True, blank=True)
    expires_at = models.DateTimeField("送る期限", null=True, blank=True)
    # when
    created_at = models.DateTimeField("作成日時")
    sent_at = models.DateTimeField("送信日時", null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "送るメール"
        verbose_name_plural = "送るメール"
        constraints = [
            models.CheckConstraint(
                name="mail_sent_iff_date",
                condition=Q(state="SENT", sent_at__isnull=False) | (~Q(state="SENT") & Q(sent_at__isnull=True)),
                violation_error_message="送信済みのメールには送信日時が必要です。",
            ),
            models.CheckConstraint(
                name="mail_secret_only_while_queued",
                condition=Q(state="QUEUED") | Q(secret=""),
                violation_error_message="送り終えたメールに秘密の文字を残せません。",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="mail_queued", condition=Q(state="QUEUED")),
            models.Index(fields=["-created_at"], name="mail_newest"),
            models.Index(fields=["id"], name="mail_dead", condition=Q(state="DEAD")),
            models.Index(fields=["about"], name="mail_about"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def give_up_at(self) -> datetime:
        """The moment from which nobody tries any more."""
        return (self.requeued_at or self.created_at) + GIVE_UP_AFTER

    @property
    def needs_secret(self) -> bool:
        """Whether the text says nothing without the secret that has been wiped."""
        return "〔コード〕" in self.body or "〔リンク〕" in self.body

"""Letter (official) and Message (thread): the proposer sees all of it."""

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q

from nara_renkei.core.text import shortened
from proposals.enums import LetterKind, Party

from .attachment import Attachment
from .proposal import Proposal


class LetterQuerySet(models.QuerySet["Letter"]):
    def newest_first(self) -> Self:
        return self.order_by("-told_at", "-pk")


class Letter(models.Model):
    """通知文: what the city told, word for word. Never changed after telling."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="letters", verbose_name="提案")
    kind = models.CharField("種類", max_length=12, choices=LetterKind)
    # its head, as official letters have it
    document_number = models.CharField("文書番号", max_length=40, blank=True)
    dated_on = models.DateField("日付")
    addressee = models.CharField("宛名", max_length=220)
    sender = models.CharField("発信者名", max_length=60)
    # its words
    title = models.CharField("題", max_length=120)
    body = models.TextField("本文")
    # telling is a fact
    told_at = models.DateTimeField("お知らせした日時")
    told_by = models.CharField("お知らせした人", max_length=120)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "通知文"
        verbose_name_plural = "通知文"
        indexes = [models.Index(fields=["proposal", "-told_at"], name="letter_newest")]

    def __str__(self) -> str:
        return self.title


class MessageQuerySet(models.QuerySet["Message"]):
    def unanswered(self) -> Self:
        return self.filter(party=Party.PROPOSER, confirmed_at=None)

    def oldest_first(self) -> Self:
        return self.order_by("at", "pk")

    def thread(self) -> Self:
        """Oldest first, with their files. Two queries."""
        files = Prefetch("attachments", queryset=Attachment.objects.in_order())
        return self.oldest_first().prefetch_related(files)


class Message(models.Model):
    """One word in the thread between the company and the city."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="messages", verbose_name="提案")
    party = models.CharField("書いた側", max_length=10, choices=Party)
    author = models.CharField("書いた人", max_length=120)
    body = models.TextField("本文", max_length=2000)
    at = models.DateTimeField("日時")
    confirmed_at = models.DateTimeField("相手が確認した日時", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "メッセージ"
        verbose_name_plural = "メッセージ"
        indexes = [
            models.Index(fields=["proposal", "at"], name="message_thread"),
            models.Index(
                fields=["at", "proposal"],
                name="message_waiting_longest",
                condition=Q(party=Party.PROPOSER, confirmed_at=None),
            ),
            models.Index(
                fields=["proposal"], name="message_unanswered", condition=Q(party=Party.PROPOSER, confirmed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.body, 40)

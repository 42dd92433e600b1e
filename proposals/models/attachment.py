"""添付: the files of a proposal and of its messages."""

from typing import Self

from django.db import models

from nara_renkei.core.models import PrivateFile

from .proposal import Proposal


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of_proposal(self) -> Self:
        """What belongs to the proposal itself: frozen with its versions, counted against its limits."""
        return self.filter(message=None)

    def of_messages(self) -> Self:
        return self.filter(message__isnull=False)

    def in_order(self) -> Self:
        return self.select_related("file").order_by("position", "pk")


class Attachment(models.Model):
    """A file of a proposal or of a message."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attachments", verbose_name="提案")
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル")
    position = models.PositiveSmallIntegerField("順番", default=0)
    message = models.ForeignKey(
        "Message",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="メッセージ",
        help_text="空なら、提案そのものの添付。",
    )
    is_scan = models.BooleanField("紙の写し", default=False, help_text="代行入力のもとになった紙。")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "添付"
        verbose_name_plural = "添付"

    def __str__(self) -> str:
        return str(self.file)

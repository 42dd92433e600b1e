"""役員名簿: asked of the company for the 警察への照会, deleted on a set day. The dates stay."""

from django.db import models
from django.db.models import Q

from nara_renkei.core.models import PrivateFile
from proposals.enums import Gender

from .proposal import Proposal


class RosterRequest(models.Model):
    """役員名簿のお願い, and all that the company reads of the 照会: 確認中 or 済. The answer itself is screening's."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="roster_request", verbose_name="提案"
    )
    asked_at = models.DateTimeField("お願いした日時")
    wanted_by = models.DateField("出していただく期限")
    # what came
    received_at = models.DateTimeField("受け取った日時", null=True, blank=True)
    file = models.OneToOneField(
        PrivateFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ファイル"
    )
    # how far the 照会 is
    sent_at = models.DateTimeField("照会を始めた日時", null=True, blank=True)
    done_at = models.DateTimeField("済んだ日時", null=True, blank=True)
    deleted_at = models.DateTimeField("名簿を消した日時", null=True, blank=True)

    class Meta:
        verbose_name = "役員名簿のお願い"
        verbose_name_plural = "役員名簿のお願い"
        constraints = [
            models.CheckConstraint(
                name="roster_received_before_sent",
                condition=Q(sent_at=None) | Q(received_at__isnull=False),
                violation_error_message="受け取った名簿だけを照会できます。",
            ),
            models.CheckConstraint(
                name="roster_sent_before_done",
                condition=Q(done_at=None) | Q(sent_at__isnull=False),
                violation_error_message="照会してから、済みにしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} 役員名簿"

    @property
    def word(self) -> str:
        """Return what the company reads."""
        if self.done_at:
            return "済"
        if self.deleted_at:
            return "受付を終えました"
        return "確認中" if self.received_at else "お願い中"

    @property
    def may_be_handed_in(self) -> bool:
        """Whether the company may still give or replace it."""
        return self.sent_at is None and self.deleted_at is None


class RosterEntry(models.Model):
    """One 役員, as typed by the company."""

    request = models.ForeignKey(
        RosterRequest, on_delete=models.CASCADE, related_name="entries", verbose_name="役員名簿のお願い"
    )
    name = models.CharField("氏名", max_length=60)
    kana = models.CharField("カナ", max_length=60)
    born_on = models.DateField("生年月日")
    gender = models.CharField("性別", max_length=6, choices=Gender)
    address = models.CharField("住所", max_length=200)

    class Meta:
        verbose_name = "役員"
        verbose_name_plural = "役員"

    def __str__(self) -> str:
        return self.name

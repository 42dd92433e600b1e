"""意見照会, and who is asked each time."""

from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.core.text import shortened
from nara_renkei.directory.models import Division
from screening.enums import Occasion, Verdict

from .screening import Screening


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def open(self) -> Self:
        """Those whose answer is still waited for."""
        return self.filter(answered_at=None, revoked_at=None)


class Inquiry(models.Model):
    """意見照会: one question to another 課."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="inquiries", verbose_name="スクリーニング"
    )
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    question = models.CharField("尋ねること", max_length=300)
    asked_by = models.CharField("尋ねた人", max_length=120)
    asked_at = models.DateTimeField("尋ねた日時")
    due_on = models.DateField("回答期限")
    reminded_on = models.DateField("最後に促した日", null=True, blank=True)
    # the answer
    verdict = models.CharField("回答", max_length=12, choices=Verdict, blank=True)
    opinion = models.TextField("意見", blank=True)
    answered_by = models.CharField("答えた人", max_length=120, blank=True)
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)
    # or taken back
    revoked_at = models.DateTimeField("取り消した日時", null=True, blank=True)
    revoked_by = models.CharField("取り消した人", max_length=120, blank=True)
    revoke_reason = models.CharField("取り消す理由", max_length=200, blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "意見照会"
        verbose_name_plural = "意見照会"
        constraints = [
            models.CheckConstraint(
                name="inquiry_answered_with_opinion",
                condition=Q(answered_at=None, opinion="") | (Q(answered_at__isnull=False) & ~Q(opinion="")),
                violation_error_message="答えには意見が必要です。",
            ),
            models.CheckConstraint(
                name="inquiry_verdict_with_answer",
                condition=Q(verdict="") | Q(answered_at__isnull=False),
                violation_error_message="回答には、答えた日時が必要です。",
            ),
            models.CheckConstraint(
                name="inquiry_revoked_whole",
                condition=Q(revoked_at=None, revoked_by="", revoke_reason="")
                | (Q(revoked_at__isnull=False, answered_at=None) & ~Q(revoked_by="") & ~Q(revoke_reason="")),
                violation_error_message="取り消した照会には、取り消した人と理由が必要です。答えた照会は取り消せません。",
            ),
        ]
        indexes = [
            models.Index(fields=["division", "due_on", "id"], name="inquiry_waiting", condition=Q(answered_at=None)),
            models.Index(fields=["due_on", "id"], name="inquiry_due_first", condition=Q(answered_at=None)),
            models.Index(fields=["division", "-due_on", "-id"], name="inquiry_newest"),
            models.Index(fields=["-due_on", "-id"], name="inquiry_newest_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.division} {shortened(self.question, 20)}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.revoked_at is None


class StandingConsultee(models.Model):
    """いつも意見を聞く課: on such an occasion this 課 is offered, ticked, where the desk sends or asks."""

    occasion = models.CharField("どんなとき", max_length=12, choices=Occasion)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    question = models.CharField("尋ねること", max_length=300)
    within_days = models.PositiveSmallIntegerField("回答期限（開庁日）", default=5)
    is_active = models.BooleanField("使う", default=True)

    class Meta:
        verbose_name = "いつも意見を聞く課（提案）"
        verbose_name_plural = "いつも意見を聞く課（提案）"
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "division"],
                name="consultee_once",
                violation_error_message="この場合のこの課は、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division}（{self.get_occasion_display()}）"

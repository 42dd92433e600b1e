from typing import Self

from django.db import models
from django.db.models import Q

from .proposal import Proposal


class CorrectionRequest(models.Model):
    """修正のお願い: one letter with a reason for each field. At most one is open."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="corrections", verbose_name="提案")
    requested_at = models.DateTimeField("お願いした日時")
    requested_by = models.CharField("お願いした人", max_length=120)
    wanted_by = models.DateField("お願いする期日")
    since_version = models.PositiveIntegerField("直す前の版")
    resolved_at = models.DateTimeField("直った日時", null=True, blank=True)

    class Meta:
        verbose_name = "修正のお願い"
        verbose_name_plural = "修正のお願い"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(resolved_at=None),
                name="correction_open_once",
                violation_error_message="修正のお願いは、もう出ています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.requested_at:%Y-%m-%d}"


class CorrectionReasonQuerySet(models.QuerySet["CorrectionReason"]):
    def in_use(self) -> Self:
        return self.filter(is_active=True).order_by("position", "pk")


class CorrectionReason(models.Model):
    """修正のお願いの定型文: the desk edits the list; what was sent keeps its own words."""

    text = models.CharField("文", max_length=300)
    position = models.PositiveSmallIntegerField("順番", default=0)
    is_active = models.BooleanField("使う", default=True)

    objects = CorrectionReasonQuerySet.as_manager()

    class Meta:
        verbose_name = "修正のお願いの定型文"
        verbose_name_plural = "修正のお願いの定型文"
        constraints = [
            models.UniqueConstraint(
                fields=["text"],
                name="correction_reason_once",
                violation_error_message="同じ文が、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return self.text


class CorrectionItem(models.Model):
    """Why one field should be corrected."""

    request = models.ForeignKey(
        CorrectionRequest, on_delete=models.CASCADE, related_name="items", verbose_name="修正のお願い"
    )
    field = models.CharField("欄", max_length=40)
    reason = models.CharField("理由", max_length=300)

    class Meta:
        verbose_name = "直してほしい欄"
        verbose_name_plural = "直してほしい欄"
        constraints = [
            models.UniqueConstraint(
                fields=["request", "field"],
                name="correction_item_once",
                violation_error_message="この欄の理由は、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return self.field

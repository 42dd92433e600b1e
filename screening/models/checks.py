"""団体についての確認: what is checked at which stage, and what the desk found."""

from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.core.models import PrivateFile
from screening.enums import CheckResult, CheckStage

from .screening import Screening


class CheckItemQuerySet(models.QuerySet["CheckItem"]):
    def in_use(self) -> Self:
        return self.filter(is_active=True)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class CheckItem(models.Model):
    """One thing to check before a stage. The desk edits the list; results point at it, so none is deleted."""

    code = models.SlugField("符号", max_length=30, unique=True)
    stage = models.CharField("段階", max_length=16, choices=CheckStage)
    label = models.CharField("確かめること", max_length=40)
    how = models.CharField("確かめ方", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("順番", default=0)
    is_active = models.BooleanField("使う", default=True)

    objects = CheckItemQuerySet.as_manager()

    class Meta:
        verbose_name = "団体についての確認の項目"
        verbose_name_plural = "団体についての確認の項目"

    def __str__(self) -> str:
        return self.label


class SoundnessCheck(models.Model):
    """One result of one item. The last one counts, the earlier ones are its history."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="checks", verbose_name="スクリーニング"
    )
    item = models.ForeignKey(CheckItem, on_delete=models.PROTECT, related_name="checks", verbose_name="確かめること")
    # what was found
    result = models.CharField("結果", max_length=9, choices=CheckResult)
    note = models.CharField("確かめたこと", max_length=300, blank=True)
    file = models.OneToOneField(
        PrivateFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="資料"
    )
    # by whom
    checked_by = models.CharField("確かめた人", max_length=120)
    checked_at = models.DateTimeField("確かめた日時")

    class Meta:
        verbose_name = "団体についての確認"
        verbose_name_plural = "団体についての確認"
        constraints = [
            models.CheckConstraint(
                name="soundness_says_why",
                condition=Q(result="OK") | ~Q(note=""),
                violation_error_message="「問題なし」のほかは、確かめたことか、省く理由を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_result_display()}"

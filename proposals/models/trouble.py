from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.directory.models import Division


class TroubleQuerySet(models.QuerySet["Trouble"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def of_divisions(self, divisions: Collection[int]) -> Self:
        return self.filter(division__in=divisions)

    def with_division(self) -> Self:
        return self.select_related("division")

    def newest_first(self) -> Self:
        return self.order_by("-written_at", "-pk")


class Trouble(models.Model):
    """困りごとメモ: two lines from any member of staff. Internal; it may grow into a 課題."""

    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="課"
    )
    trouble = models.CharField("困っていること", max_length=400)
    wish = models.CharField("どうなるとよいか", max_length=120, blank=True)
    # who wrote it
    author = models.CharField("書いた人", max_length=120)
    email = models.EmailField("庁内メール", blank=True)
    written_at = models.DateTimeField("書いた日時")
    # what became of it
    closed_at = models.DateTimeField("片づいた日時", null=True, blank=True)
    closed_reason = models.CharField("片づけた理由", max_length=200, blank=True)

    objects = TroubleQuerySet.as_manager()

    class Meta:
        verbose_name = "困りごとメモ"
        verbose_name_plural = "困りごとメモ"
        constraints = [
            models.CheckConstraint(
                name="trouble_closed_iff_reason",
                condition=Q(closed_at=None, closed_reason="") | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
                violation_error_message="片づけた困りごとメモには、片づけた理由が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return self.trouble

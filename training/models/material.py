from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.core.models import PrivateFile
from training.enums import Timing

from .course import Session


class MaterialQuerySet(models.QuerySet["Material"]):
    def offered(self) -> Self:
        """Those that were not taken away."""
        return self.filter(withdrawn_at=None)

    def in_order(self) -> Self:
        return self.order_by("-timing", "pk")


class Material(models.Model):
    """教材 of a 回. The file is that of its newest version."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="materials", verbose_name="回")
    title = models.CharField("題", max_length=80)
    timing = models.CharField("いつから", max_length=6, choices=Timing, default=Timing.BEFORE)
    withdrawn_at = models.DateTimeField("外した日時", null=True, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "教材"
        verbose_name_plural = "教材"

    def __str__(self) -> str:
        return self.title


class MaterialVersionQuerySet(models.QuerySet["MaterialVersion"]):
    def current(self) -> Self:
        """The newest of each 教材 that was not taken away."""
        return self.filter(replaced_at=None, material__withdrawn_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-number")


class MaterialVersion(models.Model):
    """One file of a 教材. A new one replaces it; the desk keeps both."""

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="versions", verbose_name="教材")
    number = models.PositiveSmallIntegerField("版")
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル")
    added_at = models.DateTimeField("載せた日時")
    added_by = models.CharField("載せた人", max_length=120)
    replaced_at = models.DateTimeField("差し替えた日時", null=True, blank=True)

    objects = MaterialVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "教材の版"
        verbose_name_plural = "教材の版"
        constraints = [
            models.UniqueConstraint(
                fields=["material", "number"],
                name="material_version_once",
                violation_error_message="この教材に、同じ番号の版があります。",
            ),
            models.UniqueConstraint(
                fields=["material"],
                condition=Q(replaced_at=None),
                name="material_current_once",
                violation_error_message="いまの版は、教材ごとに一つです。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.material} 第{self.number}版"

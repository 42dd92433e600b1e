"""様式: Word forms of the city, by method, in versions, filled with the words of a proposal."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from nara_renkei.core.models import PrivateFile

from .kept import Kept, KeptQuerySet
from .method import Method


class TemplateQuerySet(KeptQuerySet):
    def in_use(self) -> Self:
        return self.filter(is_active=True)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Template(Kept):
    """様式: what it is for. The file is in its versions."""

    code = models.SlugField("コード", max_length=40, unique=True)
    position = models.PositiveSmallIntegerField("順番")
    name = models.CharField("名称", max_length=80)
    purpose = models.CharField("何に使うか", max_length=200)
    methods = models.ManyToManyField(Method, blank=True, related_name="templates", verbose_name="連携手法")
    is_active = models.BooleanField("使う", default=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "様式"
        verbose_name_plural = "様式"
        constraints = [
            models.CheckConstraint(
                name="template_says_what_it_is_for",
                condition=~Q(name="") & ~Q(purpose=""),
                violation_error_message="様式には、名称と、何に使うかが必要です。",
            ),
        ]
        indexes = [GinIndex(fields=["search_vector"], name="template_search")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"template:{self.code}"


class TemplateVersion(models.Model):
    """One file of a 様式. The newest is used; the others are kept."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions", verbose_name="様式")
    number = models.PositiveSmallIntegerField("版")
    file = models.OneToOneField(PrivateFile, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル")
    fields = models.JSONField("差し込む欄", default=list)  # names of the places that are filled
    why = models.CharField("変えた理由", max_length=200)
    added_at = models.DateTimeField("加えた日時")
    added_by = models.CharField("加えた人", max_length=120)

    class Meta:
        verbose_name = "様式の版"
        verbose_name_plural = "様式の版"
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"],
                name="template_version_once",
                violation_error_message="この版は、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} 第{self.number}版"


class TemplateDownload(models.Model):
    """How often a version was taken in a month, empty or filled. No person."""

    version = models.ForeignKey(TemplateVersion, on_delete=models.CASCADE, related_name="downloads", verbose_name="版")
    month = models.DateField("月", help_text="その月の初日。")
    is_filled = models.BooleanField("差し込んだもの")
    times = models.PositiveIntegerField("回数", default=0)

    class Meta:
        verbose_name = "様式を使った回数"
        verbose_name_plural = "様式を使った回数"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "month", "is_filled"],
                name="template_download_once",
                violation_error_message="この月の回数は、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.month:%Y-%m} {self.times}"

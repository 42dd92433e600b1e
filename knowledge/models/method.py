"""連携手法カタログ, and 手法ナビ: six questions whose answers speak for methods or against them."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from knowledge.rules import methods

from .kept import Kept, KeptQuerySet


class MethodQuerySet(KeptQuerySet):
    def in_use(self) -> Self:
        return self.filter(is_active=True)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Method(Kept):
    """連携手法: a way to do something together. Its texts are Markdown."""

    code = models.SlugField("コード", max_length=40, unique=True)
    position = models.PositiveSmallIntegerField("順番")
    name = models.CharField("名称", max_length=60)
    summary = models.CharField("ひとことで", max_length=methods.SUMMARY)
    decided_by = models.CharField("だれが決めるか", max_length=methods.SUMMARY)
    days = models.CharField("手続のめやす", max_length=60, help_text="例：おおよそ2〜4か月（見本）")
    fits = models.TextField("合うとき", max_length=methods.TEXT)
    fits_not = models.TextField("合わないとき", max_length=methods.TEXT)
    steps = models.TextField("進め方", max_length=methods.TEXT)
    cautions = models.TextField("気をつけること", max_length=methods.TEXT)
    chapter = models.SlugField("ガイドラインの章", max_length=40, blank=True, help_text="章のアンカー。")
    is_active = models.BooleanField("使う", default=True)
    # who wrote it last
    updated_at = models.DateTimeField("最後に変わった日時")
    updated_by = models.CharField("最後に変えた人", max_length=120)
    version = models.PositiveIntegerField("保存の回数", default=1)

    objects = MethodQuerySet.as_manager()

    class Meta:
        verbose_name = "連携手法"
        verbose_name_plural = "連携手法カタログ"
        constraints = [
            models.CheckConstraint(
                name="method_says_what_it_is",
                condition=~Q(name="") & ~Q(summary="") & ~Q(fits="") & ~Q(steps=""),
                violation_error_message="連携手法には、名称・ひとこと・合うとき・進め方が必要です。",
            ),
        ]
        indexes = [GinIndex(fields=["search_vector"], name="method_search")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"method:{self.code}"


class NavigatorQuestion(models.Model):
    """A question of the 手法ナビ."""

    code = models.SlugField("コード", max_length=40, unique=True)
    position = models.PositiveSmallIntegerField("順番")
    text = models.CharField("質問", max_length=120)
    help = models.CharField("説明", max_length=200, blank=True)

    class Meta:
        verbose_name = "手法ナビの質問"
        verbose_name_plural = "手法ナビ"

    def __str__(self) -> str:
        return self.text


class NavigatorAnswer(models.Model):
    """One of the answers to choose from."""

    question = models.ForeignKey(
        NavigatorQuestion, on_delete=models.CASCADE, related_name="answers", verbose_name="質問"
    )
    code = models.SlugField("コード", max_length=40)
    position = models.PositiveSmallIntegerField("順番")
    label = models.CharField("答え", max_length=120)

    class Meta:
        verbose_name = "手法ナビの答え"
        verbose_name_plural = "手法ナビの答え"
        constraints = [
            models.UniqueConstraint(
                fields=["question", "code"],
                name="navigator_answer_once",
                violation_error_message="この答えは、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class NavigatorRule(models.Model):
    """What an answer says of a method."""

    answer = models.ForeignKey(NavigatorAnswer, on_delete=models.CASCADE, related_name="rules", verbose_name="答え")
    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="rules", verbose_name="連携手法")
    points = models.SmallIntegerField("点", help_text="1から3は薦める、-1から-3は薦めにくい、-99はその手法を外します。")
    reason = models.CharField("理由", max_length=200)

    class Meta:
        verbose_name = "手法ナビの規則"
        verbose_name_plural = "手法ナビの規則"
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "method"],
                name="navigator_rule_once",
                violation_error_message="この答えと手法の規則は、もうあります。",
            ),
            models.CheckConstraint(
                name="navigator_points",
                condition=Q(points__range=(1, 3)) | Q(points__range=(-3, -1)) | Q(points=methods.RULED_OUT),
                violation_error_message="点は、1から3、-1から-3、または-99にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} → {self.method} {self.points:+}"

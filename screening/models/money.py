"""Tables about money that the city edits: 予算・議会 calendar, 少額随意契約の上限."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from screening.enums import BudgetKind
from screening.rules.budget import BudgetWay


class BudgetDateQuerySet(models.QuerySet["BudgetDate"]):
    def in_use(self) -> Self:
        return self.filter(is_active=True).order_by("position", "pk")


class BudgetDate(models.Model):
    """One way to money in the 予算・議会 calendar."""

    kind = models.CharField("種類", max_length=10, choices=BudgetKind)
    month = models.PositiveSmallIntegerField(
        "締切の月", validators=[MinValueValidator(1), MaxValueValidator(12)], help_text="財政課に出す締切。"
    )
    day = models.PositiveSmallIntegerField("締切の日", validators=[MinValueValidator(1), MaxValueValidator(31)])
    starts_month = models.PositiveSmallIntegerField(
        "使える月", validators=[MinValueValidator(1), MaxValueValidator(12)], help_text="当初予算なら4。"
    )
    sentence = models.CharField("説明", max_length=120, help_text="課が読みます。")
    is_usual = models.BooleanField("ふつうの道", default=False, help_text="「最短で」の文に使います。")
    position = models.PositiveSmallIntegerField("順番", default=0)
    is_active = models.BooleanField("使う", default=True)

    objects = BudgetDateQuerySet.as_manager()

    class Meta:
        verbose_name = "予算・議会の日程"
        verbose_name_plural = "予算・議会の日程"
        constraints = [
            models.CheckConstraint(
                name="budget_date_is_a_day",
                condition=Q(month__range=(1, 12), day__range=(1, 31), starts_month__range=(1, 12)),
                violation_error_message="月は1から12、日は1から31で入れてください。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month}月{self.day}日"

    @property
    def way(self) -> BudgetWay:
        return BudgetWay(self.kind, self.month, self.day, self.starts_month, self.sentence, self.is_usual)


class ContractLimit(models.Model):
    """少額随意契約の上限 (地方自治法施行令別表第五 and the city's own rule)."""

    code = models.SlugField("符号", max_length=30, unique=True)
    label = models.CharField("契約の種類", max_length=60)
    amount = models.PositiveBigIntegerField("上限（円）")
    position = models.PositiveSmallIntegerField("順番", default=0)
    is_active = models.BooleanField("使う", default=True)

    class Meta:
        verbose_name = "少額随意契約の上限"
        verbose_name_plural = "少額随意契約の上限"

    def __str__(self) -> str:
        return f"{self.label}（{self.amount:,}円まで）"

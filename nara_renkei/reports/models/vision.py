"""目指す姿: what a sign should come to in a 年度, and what it came to in a quarter."""

from django.db import models
from django.db.models import Q

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.reports.rules.vision import BY_CODE, SIGN_CHOICES


class VisionTarget(models.Model):
    """目標 of one sign in one 年度."""

    year = models.PositiveSmallIntegerField("年度", help_text="始まりの西暦。令和8年度は2026。")
    sign = models.CharField("指標", max_length=24, choices=SIGN_CHOICES)
    value = models.FloatField("目標", help_text="指標と同じ単位の数。0より大きい数。")

    class Meta:
        verbose_name = "目指す姿の目標"
        verbose_name_plural = "目指す姿の目標"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "sign"],
                name="vision_target_once",
                violation_error_message="この年度のこの指標の目標は、もうあります。",
            ),
            models.CheckConstraint(
                name="vision_target_above_nothing",
                condition=Q(value__gt=0),
                violation_error_message="目標は、0より大きい数にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{FiscalYear(self.year)} {BY_CODE[self.sign].name}"


class SignReading(models.Model):
    """What a sign came to in a quarter, as counted on a night; a quarter that is over is not counted again."""

    quarter = models.DateField("四半期", help_text="四半期の初日。")
    sign = models.CharField("指標", max_length=24, choices=SIGN_CHOICES)
    value = models.FloatField("値", null=True, help_text="数えるものがない、または少なすぎるときは、空。")
    cases = models.PositiveIntegerField("もとの件数", null=True)
    as_of = models.DateField("数えた日", help_text="この日の終わりまでを数えた。")

    class Meta:
        verbose_name = "指標の値"
        verbose_name_plural = "指標の値"
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "sign"],
                name="sign_reading_once",
                violation_error_message="この四半期のこの指標の値は、もうあります。",
            ),
            models.CheckConstraint(
                name="sign_reading_of_a_quarter",
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]),
                violation_error_message="四半期は、4月・7月・10月・1月の1日で書きます。",
            ),
            models.CheckConstraint(
                name="sign_reading_counted_after_it_began",
                condition=Q(as_of__gte=models.F("quarter")),
                violation_error_message="四半期が始まる前に数えた値は、置けません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter:%Y-%m} {BY_CODE[self.sign].name}"

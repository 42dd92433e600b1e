"""統計: what the public reads of a 年度, counted at night, so that reading it costs nothing and hides small numbers once."""

from django.db import models


class YearStatistics(models.Model):
    """The public figures of one 年度, as ``queries.statistics`` wrote them."""

    year = models.PositiveSmallIntegerField("年度", unique=True, help_text="始まりの西暦。")
    # [{"code", "value", "cases", "parts": [{"label", "value"}]}] in the order of DEFINITIONS; null is a hidden value
    figures = models.JSONField("数字")
    as_of = models.DateField("数えた日")

    class Meta:
        verbose_name = "統計"
        verbose_name_plural = "統計"

    def __str__(self) -> str:
        return f"{self.year}年度"

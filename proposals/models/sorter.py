from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce


class SorterDestinationQuerySet(models.QuerySet["SorterDestination"]):
    def in_order(self) -> Self:
        return self.order_by("position", "code")

    def with_counts(self, month: date) -> Self:
        """With ``this_month`` and ``last_year``: how often each was shown since the first day ``month``, and in the
        twelve months that end with it."""
        eleven_before = date(month.year - (month.month < 12), month.month % 12 + 1, 1)
        return self.annotate(
            this_month=Coalesce(Sum("counts__count", filter=Q(counts__month=month)), 0),
            last_year=Coalesce(Sum("counts__count", filter=Q(counts__month__range=(eleven_before, month))), 0),
        )


class SorterDestination(models.Model):
    """ほかの窓口: where the three questions send what is not for the desk. The desk edits the words."""

    code = models.SlugField(
        "符号", max_length=20, unique=True, help_text="三つの質問の答えと結ばれています。変えません。"
    )
    title = models.CharField("行き先", max_length=60)
    words = models.TextField("案内の文", max_length=400)
    contact = models.CharField("連絡先", max_length=120, blank=True)
    url = models.URLField("ウェブページ", blank=True)
    position = models.PositiveSmallIntegerField("順番", default=0)

    objects = SorterDestinationQuerySet.as_manager()

    class Meta:
        verbose_name = "ほかの窓口の案内"
        verbose_name_plural = "ほかの窓口の案内"

    def __str__(self) -> str:
        return self.title


class SorterCount(models.Model):
    """How often a month's visitors were shown a destination. Nobody is recorded."""

    destination = models.ForeignKey(
        SorterDestination, on_delete=models.CASCADE, related_name="counts", verbose_name="行き先"
    )
    month = models.DateField("月", help_text="月の初日。")
    count = models.PositiveIntegerField("回数", default=0)

    class Meta:
        verbose_name = "案内の回数"
        verbose_name_plural = "案内の回数"
        constraints = [
            models.UniqueConstraint(
                fields=["destination", "month"],
                name="sorter_count_once",
                violation_error_message="この月の回数は、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.destination} {self.count}"

"""The city's folder of one proposal."""

from typing import Self

from django.db import models
from django.db.models import FilteredRelation, Q

from proposals.enums import Procedure
from proposals.models import Proposal


class ScreeningQuerySet(models.QuerySet["Screening"]):
    def with_open_ruling(self) -> Self:
        """Join the 裁定 that is still asked for as ``open_ruling``, or None. No query of its own."""
        asked = FilteredRelation("rulings", condition=Q(rulings__ruled_at=None))
        return self.annotate(open_ruling=asked).select_related("open_ruling__department", "open_ruling__asked_division")


class Screening(models.Model):
    """The city's folder of one proposal, opened by the desk's first act."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="+", related_query_name="screening", verbose_name="提案"
    )
    opened_at = models.DateTimeField("開いた日時")
    opened_by = models.CharField("開いた人", max_length=120)
    # the desk's triage
    in_scope = models.BooleanField("窓口の対象", null=True, blank=True)
    missing = models.CharField("足りない欄", max_length=200, blank=True)
    procedure = models.CharField("仮の進め方の区分", max_length=20, choices=Procedure, blank=True)
    cost_outlook = models.CharField("費用の見込み", max_length=200, blank=True)
    # which submitted version the desk has read
    seen_version = models.PositiveSmallIntegerField("デスクが確かめた版", default=1)
    july_year = models.PositiveSmallIntegerField("7月に思い出してもらった年", null=True, blank=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = "スクリーニング"
        verbose_name_plural = "スクリーニング"

    def __str__(self) -> str:
        return str(self.proposal)

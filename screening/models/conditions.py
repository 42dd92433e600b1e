"""条件 of an outcome, as items with dates."""

from typing import Self

from django.db import models
from django.db.models import Q

from .decision import Decision


class DecisionConditionQuerySet(models.QuerySet["DecisionCondition"]):
    def in_order(self) -> Self:
        return self.order_by("position")


class DecisionCondition(models.Model):
    """One thing the company does, by when; ticked off by the lead 課 or the desk."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="conditions", verbose_name="結果")
    position = models.PositiveSmallIntegerField("順番")
    text = models.CharField("条件", max_length=600)
    due_on = models.DateField("期日", null=True, blank=True)
    met_on = models.DateField("満たした日", null=True, blank=True)
    met_by = models.CharField("確かめた人", max_length=120, blank=True)

    objects = DecisionConditionQuerySet.as_manager()

    class Meta:
        verbose_name = "条件"
        verbose_name_plural = "条件"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "position"],
                name="decision_condition_position_once",
                violation_error_message="この順番の条件は、もうあります。",
            ),
            models.CheckConstraint(
                name="decision_condition_met_by_somebody",
                condition=Q(met_on=None, met_by="") | (Q(met_on__isnull=False) & ~Q(met_by="")),
                violation_error_message="満たした条件には、確かめた人が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

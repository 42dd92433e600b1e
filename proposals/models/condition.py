"""条件 as the company reads them: what it does by when, for the proposal to go on."""

from typing import Self

from django.db import models

from .proposal import Proposal


class ConditionQuerySet(models.QuerySet["Condition"]):
    def in_order(self) -> Self:
        return self.order_by("position")


class Condition(models.Model):
    """Written down by the city when the outcome is told, and when a condition is met."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="conditions", verbose_name="提案")
    position = models.PositiveSmallIntegerField("順番")
    text = models.CharField("条件", max_length=600)
    due_on = models.DateField("期日", null=True, blank=True)
    met_on = models.DateField("満たした日", null=True, blank=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = "お知らせした条件"
        verbose_name_plural = "お知らせした条件"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "position"],
                name="condition_position_once",
                violation_error_message="この順番の条件は、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from nara_renkei.directory.models import Division
from proposals.enums import AccessScope

from .proposal import Proposal


class ProposalAccessQuerySet(models.QuerySet["ProposalAccess"]):
    def in_force(self, on: date) -> Self:
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))


class ProposalAccess(models.Model):
    """The guest list: which 課 may see what of a proposal, and why. Written by screening's use cases only."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="accesses", verbose_name="提案")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    scope = models.CharField("範囲", max_length=8, choices=AccessScope, default=AccessScope.FULL)
    starts_on = models.DateField("始まり")
    ends_on = models.DateField("終わり", null=True, blank=True)
    why = models.CharField("理由", max_length=80)

    objects = ProposalAccessQuerySet.as_manager()

    class Meta:
        verbose_name = "閲覧できる課"
        verbose_name_plural = "閲覧できる課"
        constraints = [
            models.CheckConstraint(
                name="access_period",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="終わりは始まりより後にしてください。",
            ),
            models.UniqueConstraint(
                fields=["proposal", "division"],
                condition=Q(ends_on=None),
                name="access_once",
                violation_error_message="この課は、もう閲覧できます。",
            ),
        ]
        indexes = [models.Index(fields=["division", "proposal"], name="access_division")]

    def __str__(self) -> str:
        return f"{self.division}（{self.get_scope_display()}）"

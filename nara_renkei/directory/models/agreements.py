"""包括連携協定."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from .organizations import Organization


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def valid_on(self, day: date) -> Self:
        return self.filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day))


class Agreement(models.Model):
    """包括連携協定."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="agreements", verbose_name="団体"
    )
    title = models.CharField("名称", max_length=120, default="包括連携協定")
    fields = models.CharField("連携する分野", max_length=200, blank=True)
    starts_on = models.DateField("始まり")
    ends_on = models.DateField("終わり", null=True, blank=True)
    is_public = models.BooleanField("公開する", default=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "包括連携協定"
        verbose_name_plural = "包括連携協定"
        constraints = [
            models.CheckConstraint(
                name="agreement_period",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="終わりは始まりより後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.title}"

"""企業カルテを開いた記録: who reads the カルテ of a 団体, and what for."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.accounts.models import User
from nara_renkei.directory.models import Organization
from screening.enums import OpeningReason


class RecordOpeningQuerySet(models.QuerySet["RecordOpening"]):
    def standing(self, on: date) -> Self:
        """Those that let their reader in on a day."""
        return self.filter(ends_on__gte=on)

    def newest_first(self) -> Self:
        return self.order_by("-opened_at", "-pk")


class RecordOpening(models.Model):
    """One opening. It lets one person read on until ``ends_on``; what there is to read follows the posts of the day."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="読む人")
    reason = models.CharField("理由", max_length=10, choices=OpeningReason)
    words = models.CharField("ひとこと", max_length=120, blank=True)
    opened_at = models.DateTimeField("開いた日時")
    opened_by = models.CharField("開いた人", max_length=120)
    ends_on = models.DateField("読める最後の日")

    objects = RecordOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = "企業カルテの閲覧"
        verbose_name_plural = "企業カルテの閲覧"
        constraints = [
            models.CheckConstraint(
                name="record_opening_other_says_what",
                condition=~Q(reason="OTHER") | ~Q(words=""),
                violation_error_message="「その他」のときは、何のために開くかを書いてください。",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-opened_at"], name="record_opening_newest"),
            models.Index(fields=["reader", "organization", "ends_on"], name="record_opening_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.get_reason_display()}"

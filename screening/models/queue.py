"""What a person keeps of the queue: filters by name, and the lists that were asked for on paper."""

from typing import Self
from uuid import uuid4

from django.db import models

from nara_renkei.accounts.models import User
from screening.enums import SheetFormat


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def of(self, user: User) -> Self:
        return self.filter(owner=user.pk)

    def in_order(self) -> Self:
        return self.order_by("name", "pk")


class SavedFilter(models.Model):
    """絞り込みの保存: a name and an address of the queue, its owner's alone."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="持ち主")
    name = models.CharField("名前", max_length=30)
    query = models.CharField("絞り込み", max_length=500)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = "絞り込みの保存"
        verbose_name_plural = "絞り込みの保存"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_filter_once",
                violation_error_message="この名前の絞り込みは、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class QueueExport(models.Model):
    """A list too long to be made while somebody waits. Its PaperJob names it; the search words stay here."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="頼んだ人")
    query = models.CharField("絞り込み", max_length=500)
    sheet_format = models.CharField("形式", max_length=4, choices=SheetFormat)
    asked_at = models.DateTimeField("頼んだ日時")

    class Meta:
        verbose_name = "一覧の書き出し"
        verbose_name_plural = "一覧の書き出し"

    def __str__(self) -> str:
        return f"{self.get_sheet_format_display()} {self.asked_at:%Y-%m-%d %H:%M}"

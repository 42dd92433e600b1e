"""The secret address of somebody's calendar feed."""

from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.accounts.models import User


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def in_use(self) -> Self:
        return self.filter(revoked_at=None)


class CalendarFeed(models.Model):
    """What the 課 of a person owe, for a calendar that cannot sign in. Only the SHA-256 of its 256 bits is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="職員")
    token_sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    created_at = models.DateTimeField("作った日時")
    revoked_at = models.DateTimeField("止めた日時", null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "予定表の住所"
        verbose_name_plural = "予定表の住所"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at=None),
                name="calendar_feed_once",
                violation_error_message="予定表の住所は、もうあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d}"

"""緊急アクセス: a door for a bad day, opened from the machine itself. Its history cannot be changed (guard in the database)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from .people import User

SHORTEST, LONGEST = 5, 240  # minutes


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    def to_open(self, at: datetime) -> Self:
        """Those whose secret still opens."""
        return self.filter(used_at=None, expires_at__gt=at)

    def running(self, at: datetime) -> Self:
        return self.filter(closed_at=None, ends_at__gt=at)

    def to_report(self) -> Self:
        """Those that were used and of which nobody has written yet what was done."""
        return self.filter(used_at__isnull=False, closed_at=None)


class EmergencyAccess(models.Model):
    """One secret for one existing member of staff: opens once, for some minutes, and must be accounted for."""

    # who asked for what
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="だれとして")
    reason = models.CharField("わけ", max_length=200)
    minutes = models.PositiveSmallIntegerField("分")
    token_sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    made_at = models.DateTimeField("作った日時")
    made_by = models.CharField("作った人", max_length=120)
    expires_at = models.DateTimeField("開ける期限")
    # what became of it
    used_at = models.DateTimeField("使った日時", null=True, blank=True)
    used_from = models.GenericIPAddressField("使った場所", null=True, blank=True)
    ends_at = models.DateTimeField("終わりの日時", null=True, blank=True)
    closed_at = models.DateTimeField("報告した日時", null=True, blank=True)
    closed_by = models.CharField("報告した人", max_length=120, blank=True)
    note = models.TextField("したこと", blank=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name = "緊急アクセス"
        verbose_name_plural = "緊急アクセス"
        constraints = [
            models.CheckConstraint(
                name="emergency_minutes",
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
                violation_error_message=f"{SHORTEST}分から{LONGEST}分までにしてください。",
            ),
            models.CheckConstraint(
                name="emergency_used_ends",
                condition=Q(used_at=None, ends_at=None) | Q(used_at__isnull=False, ends_at__isnull=False),
                violation_error_message="使った緊急アクセスには、終わりの日時が必要です。",
            ),
            models.CheckConstraint(
                name="emergency_closed_with_note",
                condition=Q(closed_at=None, note="")
                | (Q(closed_at__isnull=False, used_at__isnull=False) & ~Q(note="")),
                violation_error_message="使った緊急アクセスだけを、したことを書いて終えられます。",
            ),
        ]

    def __str__(self) -> str:
        return f"緊急アクセス{self.pk}"

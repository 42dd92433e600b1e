"""必読 by mail: that the desk sends staff without an account a link to one chapter."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.accounts.models import User
from nara_renkei.core.request_ids import Traced
from nara_renkei.notifications.models import OutgoingMail

from .guideline import Chapter, ChapterVersion


class ReadingOrderQuerySet(models.QuerySet["ReadingOrder"]):
    def unfinished(self) -> Self:
        return self.filter(next_try_at__isnull=False)

    def due(self, at: datetime) -> Self:
        return self.filter(next_try_at__lte=at).order_by("next_try_at", "pk")


class ReadingOrder(Traced):
    """That the desk has the letter of a chapter written to the people of some 部. The worker writes."""

    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="reading_orders", verbose_name="章")
    ordered_at = models.DateTimeField("頼んだ日時")
    ordered_by = models.CharField("頼んだ人", max_length=120)
    # how far the worker is
    attempts = models.PositiveSmallIntegerField("試みの回数", default=0)
    next_try_at = models.DateTimeField("次に試みる時刻", null=True, blank=True, help_text="空なら終わりました。")
    problem = models.CharField("用意できなかった理由", max_length=200, blank=True)

    objects = ReadingOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "必読の手紙の依頼"
        verbose_name_plural = "必読の手紙の依頼"
        constraints = [
            models.CheckConstraint(
                name="reading_order_problem_ends_it",
                condition=Q(problem="") | Q(next_try_at=None),
                violation_error_message="用意できなかった依頼は、もう試みません。",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="reading_order_due", condition=Q(next_try_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.chapter} {self.ordered_at:%Y-%m-%d}"


class ReadingLetter(models.Model):
    """That the letter of a version goes to somebody: nobody gets it twice. What its link opens is this row."""

    order = models.ForeignKey(ReadingOrder, on_delete=models.PROTECT, related_name="letters", verbose_name="依頼")
    version = models.ForeignKey(ChapterVersion, on_delete=models.PROTECT, related_name="letters", verbose_name="版")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="職員")
    # once the worker has written it
    prepared_at = models.DateTimeField("用意した日時", null=True, blank=True)
    mail = models.OneToOneField(
        OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="送るメール"
    )

    class Meta:
        verbose_name = "必読の手紙"
        verbose_name_plural = "必読の手紙"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user"],
                name="reading_letter_once",
                violation_error_message="この人には、もうこの手紙を送っています。",
            ),
            models.CheckConstraint(
                name="reading_letter_mail_is_prepared",
                condition=Q(mail=None) | Q(prepared_at__isnull=False),
                violation_error_message="用意した手紙には、用意した日時が必要です。",
            ),
        ]
        indexes = [
            models.Index(fields=["order", "id"], name="reading_letter_to_do", condition=Q(prepared_at=None)),
            models.Index(fields=["user"], name="reading_letter_user"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.user_id}"

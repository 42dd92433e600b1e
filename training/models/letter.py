from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.core.request_ids import Traced
from nara_renkei.notifications.models import OutgoingMail
from training.enums import LetterKind

from .course import Session
from .trainee import Trainee


class LetterOrderQuerySet(models.QuerySet["LetterOrder"]):
    def unfinished(self) -> Self:
        return self.filter(next_try_at__isnull=False)

    def due(self, at: datetime) -> Self:
        return self.filter(next_try_at__lte=at).order_by("next_try_at", "pk")


class LetterOrder(Traced):
    """That the desk has a letter of a 回 written to everybody it is for. The row is the order; the worker writes."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="letter_orders", verbose_name="回")
    kind = models.CharField("種類", max_length=12, choices=LetterKind)
    note = models.TextField("ひとこと", max_length=400, blank=True)
    ordered_at = models.DateTimeField("頼んだ日時")
    ordered_by = models.CharField("頼んだ人", max_length=120)
    # how far the worker is
    attempts = models.PositiveSmallIntegerField("試みの回数", default=0)
    next_try_at = models.DateTimeField("次に試みる時刻", null=True, blank=True, help_text="空なら終わりました。")
    problem = models.CharField("用意できなかった理由", max_length=200, blank=True)

    objects = LetterOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "研修の手紙の依頼"
        verbose_name_plural = "研修の手紙の依頼"
        constraints = [
            models.CheckConstraint(
                name="letter_order_problem_ends_it",
                condition=Q(problem="") | Q(next_try_at=None),
                violation_error_message="用意できなかった依頼は、もう試みません。",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="letter_order_due", condition=Q(next_try_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.get_kind_display()}"


class SessionLetterQuerySet(models.QuerySet["SessionLetter"]):
    def of(self, session: Session, kind: LetterKind) -> Self:
        return self.filter(session=session, kind=kind)


class SessionLetter(models.Model):
    """That a letter of a 回 goes to somebody: nobody gets it twice."""

    order = models.ForeignKey(LetterOrder, on_delete=models.PROTECT, related_name="letters", verbose_name="依頼")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="letters", verbose_name="回")
    kind = models.CharField("種類", max_length=12, choices=LetterKind)
    trainee = models.ForeignKey(Trainee, on_delete=models.PROTECT, related_name="letters", verbose_name="対象者")
    # once the worker has written it
    prepared_at = models.DateTimeField("用意した日時", null=True, blank=True)
    mail = models.OneToOneField(
        OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="送るメール"
    )

    objects = SessionLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "研修の手紙"
        verbose_name_plural = "研修の手紙"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind", "trainee"],
                name="session_letter_once",
                violation_error_message="この人には、もうこの手紙を送っています。",
            ),
            models.CheckConstraint(
                name="session_letter_mail_is_prepared",
                condition=Q(mail=None) | Q(prepared_at__isnull=False),
                violation_error_message="用意した手紙には、用意した日時が必要です。",
            ),
        ]
        indexes = [
            models.Index(fields=["order", "id"], name="session_letter_to_do", condition=Q(prepared_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.trainee_id}"

"""裁定: the 共創推進リーダー of a 部 says which 課 leads."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from nara_renkei.directory.models import Department, Division

from .screening import Screening

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class RulingQuerySet(models.QuerySet["Ruling"]):
    def open(self) -> Self:
        return self.filter(ruled_at=None)

    def with_leader(self, on: date) -> Self:
        """Those that only the leader can move on: in time, and the desk has not been asked to talk."""
        return self.open().filter(due_on__gte=on, talk_at=None)

    def addressed_to(self, user: "User | AnonymousUser", on: date) -> Self:
        """The rulings asked of the 部 for which this person is the 共創推進リーダー on the day; nobody else's.

        It shows no proposal: what a leader reads for a ruling is the sheet of queries/rulings.py.
        """
        if not isinstance(user, User) or not user.may_enter_on(on):
            return self.none()
        departments = [post.department_id for post in user.posts_on(on) if post.kind == PostKind.LEADER]
        return self.filter(department__in=departments) if departments else self.none()


class Ruling(models.Model):
    """裁定: asked of one 部 by the desk, given once. 預かり is a ruling too: 総合政策課 leads.

    Never shown to the company: it hears of the 課 that takes it, and of nothing before.
    """

    # asked by the desk
    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="rulings", verbose_name="スクリーニング"
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="裁定する部")
    words = models.CharField("デスクからのひとこと", max_length=300, blank=True)
    asked_by = models.CharField("求めた人", max_length=120)
    asked_at = models.DateTimeField("求めた日時")
    due_on = models.DateField("裁定の期限")
    reminded_on = models.DateField("最後に促した日", null=True, blank=True)
    # before ruling: one question to a 課長, one word to the desk
    asked_division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="課長に聞いた課"
    )
    question = models.CharField("課長に聞いたこと", max_length=200, blank=True)
    question_at = models.DateTimeField("課長に聞いた日時", null=True, blank=True)
    talk = models.CharField("デスクと話したいこと", max_length=200, blank=True)
    talk_at = models.DateTimeField("デスクに伝えた日時", null=True, blank=True)
    # the ruling
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="担当とする課"
    )
    is_custody = models.BooleanField("預かり", default=False)
    reason = models.CharField("裁定の理由", max_length=300, blank=True)
    ruled_by = models.CharField("裁定した人", max_length=120, blank=True)
    ruled_at = models.DateTimeField("裁定した日時", null=True, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = "裁定"
        verbose_name_plural = "裁定"
        constraints = [
            models.UniqueConstraint(
                fields=["screening"],
                condition=Q(ruled_at=None),
                name="ruling_one_open",
                violation_error_message="この提案の裁定は、もう求めています。",
            ),
            models.CheckConstraint(
                name="ruling_given_whole",
                condition=Q(ruled_at=None, division=None, is_custody=False, reason="", ruled_by="")
                | (Q(ruled_at__isnull=False, division__isnull=False) & ~Q(reason="") & ~Q(ruled_by="")),
                violation_error_message="裁定には、担当とする課、理由、裁定した人が必要です。",
            ),
            models.CheckConstraint(
                name="ruling_question_whole",
                condition=Q(question_at=None, asked_division=None, question="")
                | (Q(question_at__isnull=False, asked_division__isnull=False) & ~Q(question="")),
                violation_error_message="課長に聞くときは、課と聞くことが必要です。",
            ),
            models.CheckConstraint(
                name="ruling_talk_whole",
                condition=Q(talk_at=None, talk="") | (Q(talk_at__isnull=False) & ~Q(talk="")),
                violation_error_message="デスクと話すときは、話したいことが必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}の裁定"

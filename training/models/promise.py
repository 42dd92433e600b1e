from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.accounts.models import User
from proposals.models import Trouble
from training.enums import Outcome

from .course import Course, Session
from .trainee import Trainee


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def of(self, user: User) -> Self:
        return self.filter(trainee__user=user)

    def of_course(self, course: Course) -> Self:
        return self.filter(trainee__course=course)

    def to_ask(self, today: date) -> Self:
        """Those whose 90 days are over, neither answered nor asked by letter, of people who are still here."""
        return self._of_staff(today).filter(asks_on__lte=today, asked_at=None, answered_at=None)

    def to_ask_again(self, today: date) -> Self:
        """Those that were 「まだ」 thirty days ago and still are; asked again once."""
        return self._of_staff(today).filter(asks_again_on__lte=today, asked_again_at=None, outcome=Outcome.NOT_YET)

    def _of_staff(self, today: date) -> Self:
        still = Q(trainee__user__last_day=None) | Q(trainee__user__last_day__gte=today)
        return self.filter(still, trainee__user__is_active=True)


class Resolution(models.Model):
    """次に試すこと: what a person promised after a 研修. It hangs on the person and so outlives an 異動."""

    trainee = models.OneToOneField(Trainee, on_delete=models.PROTECT, related_name="resolution", verbose_name="対象者")
    text = models.CharField("次に試すこと", max_length=200)
    written_at = models.DateTimeField("書いた日時")
    # when it is asked about; copied from the 回, so that nothing moves it later
    asks_on = models.DateField("聞く日")
    asked_at = models.DateTimeField("聞いた日時", null=True, blank=True)
    asks_again_on = models.DateField("もう一度聞く日", null=True, blank=True)
    asked_again_at = models.DateTimeField("もう一度聞いた日時", null=True, blank=True)
    # what became of it
    outcome = models.CharField("どうなったか", max_length=8, choices=Outcome, blank=True)
    line = models.CharField("ひとこと", max_length=200, blank=True)
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = "次に試すこと"
        verbose_name_plural = "次に試すこと"
        constraints = [
            models.CheckConstraint(
                name="resolution_answered_iff_outcome",
                condition=Q(outcome="", line="", answered_at=None)
                | (Q(outcome__in=["DONE", "NOT_YET", "STOPPED"]) & Q(answered_at__isnull=False)),
                violation_error_message="した・まだ・やめたのどれかと、答えた日時は一緒です。",
            ),
            models.CheckConstraint(
                name="resolution_again_after_answer",
                condition=Q(asks_again_on=None, asked_again_at=None)
                | Q(asks_again_on__isnull=False, answered_at__isnull=False),
                violation_error_message="もう一度聞くのは、一度「まだ」と答えたあとです。",
            ),
        ]
        indexes = [
            models.Index(fields=["asks_on"], name="resolution_to_ask", condition=Q(asked_at=None, answered_at=None)),
            models.Index(
                fields=["asks_again_on"],
                name="resolution_to_ask_again",
                condition=Q(asked_again_at=None, asks_again_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def takes_text_on(self, day: date) -> bool:
        """Whether the promise may still be worded anew."""
        return day < self.asks_on

    def takes_answer_on(self, day: date) -> bool:
        """Whether the person may say what became of it; an answer may be changed."""
        return day >= self.asks_on


class Stumble(models.Model):
    """つまずきそうなこと after a 研修. No row leads from it to a person: only a 困りごとメモ made of it has a name."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="stumbles", verbose_name="回")
    text = models.CharField("つまずきそうなこと", max_length=400)
    written_on = models.DateField("書いた日")
    # what else it is
    trouble = models.OneToOneField(
        Trouble, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="困りごとメモ"
    )
    is_hint = models.BooleanField("ガイドラインへのヒント", default=False)
    # what the desk did with the hint
    settled_at = models.DateTimeField("済にした日時", null=True, blank=True)
    settled_by = models.CharField("済にした人", max_length=120, blank=True)

    class Meta:
        verbose_name = "つまずきそうなこと"
        verbose_name_plural = "つまずきそうなこと"
        constraints = [
            models.CheckConstraint(
                name="stumble_settled_is_hint",
                condition=Q(settled_at=None, settled_by="")
                | (Q(is_hint=True, settled_at__isnull=False) & ~Q(settled_by="")),
                violation_error_message="済にできるのは、ガイドラインへのヒントだけです。",
            ),
        ]
        indexes = [models.Index(fields=["-written_on", "-id"], name="stumble_newest")]

    def __str__(self) -> str:
        return self.text

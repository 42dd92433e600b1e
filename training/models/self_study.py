from typing import Self

from django.db import models
from django.db.models import Q

from .course import Course, Session
from .trainee import Trainee


class CheckQuestionQuerySet(models.QuerySet["CheckQuestion"]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class CheckQuestion(models.Model):
    """確かめの問い of a 研修. The desk may word it anew at any time: what was answered is kept in SelfStudyTry."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="questions", verbose_name="研修")
    position = models.PositiveSmallIntegerField("順", default=1)
    text = models.CharField("問い", max_length=200)
    choice_1 = models.CharField("選択肢1", max_length=120)
    choice_2 = models.CharField("選択肢2", max_length=120)
    choice_3 = models.CharField("選択肢3", max_length=120)
    choice_4 = models.CharField("選択肢4", max_length=120, blank=True)
    right = models.PositiveSmallIntegerField(
        "正しい選択肢", choices=[(number, f"選択肢{number}") for number in (1, 2, 3, 4)]
    )
    explanation = models.CharField("解説", max_length=400, help_text="答えたあとに、正しい選択肢と一緒に出ます。")

    objects = CheckQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "確かめの問い"
        verbose_name_plural = "確かめの問い"
        constraints = [
            models.CheckConstraint(
                name="check_question_right_is_a_choice",
                condition=Q(right__range=(1, 3)) | (Q(right=4) & ~Q(choice_4="")),
                violation_error_message="正しい選択肢は、書いてある選択肢から選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def choices(self) -> list[str]:
        """The three or four choices in order; ``right`` counts from 1."""
        return [one for one in (self.choice_1, self.choice_2, self.choice_3, self.choice_4) if one]


class SelfStudyQuerySet(models.QuerySet["SelfStudy"]):
    def of_course(self, course: Course) -> Self:
        return self.filter(trainee__course=course)

    def passed(self) -> Self:
        return self.filter(passed_at__isnull=False)


class SelfStudy(models.Model):
    """自習 of somebody who must attend and missed it. Never an attendance."""

    trainee = models.OneToOneField(Trainee, on_delete=models.PROTECT, related_name="self_study", verbose_name="対象者")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="+", verbose_name="録画の回")
    passed_at = models.DateTimeField("合格した日時", null=True, blank=True)

    objects = SelfStudyQuerySet.as_manager()

    class Meta:
        verbose_name = "自習"
        verbose_name_plural = "自習"

    def __str__(self) -> str:
        return f"{self.trainee_id}"


class SelfStudyTryQuerySet(models.QuerySet["SelfStudyTry"]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class SelfStudyTry(models.Model):
    """One attempt, with every word that was asked and the choice that was made. Rows are only added."""

    self_study = models.ForeignKey(SelfStudy, on_delete=models.PROTECT, related_name="tries", verbose_name="自習")
    at = models.DateTimeField("答えた日時")
    right = models.PositiveSmallIntegerField("正解の数")
    asked = models.PositiveSmallIntegerField("問いの数")
    needed = models.PositiveSmallIntegerField("合格に要る数")
    sheet = models.JSONField("問いと答え", help_text="問い、選択肢、正しい番号、選んだ番号、解説。")

    objects = SelfStudyTryQuerySet.as_manager()

    class Meta:
        verbose_name = "自習の答え"
        verbose_name_plural = "自習の答え"
        constraints = [
            models.CheckConstraint(
                name="self_study_try_counts",
                condition=Q(asked__gte=1, right__lte=models.F("asked"), needed__lte=models.F("asked")),
                violation_error_message="正解の数と合格に要る数は、問いの数までです。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.right}/{self.asked}"

    @property
    def is_passed(self) -> bool:
        return self.right >= self.needed

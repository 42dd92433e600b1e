"""Surveys: anonymous, but once per person (ADR 0019).

Who was asked stands in ``Addressee`` and ``Ticket``, what was answered in ``AnswerSheet`` and ``Answer``. No key, no
time and no order leads from one to the other: a ticket is deleted when it is used, sheets are written anew and mixed.
"""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from nara_renkei.core.calendar import wareki

from .enums import QuestionKind, Side


class SurveyQuerySet(models.QuerySet["Survey"]):
    def about(self, key: str) -> Self:
        return self.filter(about=key)

    def open(self) -> Self:
        return self.filter(opened_at__isnull=False, closed_at=None)

    def past_their_day(self, day: date) -> Self:
        """Open still, although the last day is over."""
        return self.open().filter(closes_on__lt=day)

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def with_counts(self) -> Self:
        """Annotate ``asked`` people and ``answered`` sheets."""
        return self.annotate(asked=_rows_of(Addressee), answered=_rows_of(AnswerSheet))


def _rows_of(model: "type[Addressee | AnswerSheet]") -> Coalesce:
    rows = model.objects.filter(survey=OuterRef("pk")).order_by().values("survey")
    return Coalesce(Subquery(rows.annotate(rows=Count("pk")).values("rows")), 0)


class Survey(models.Model):
    """Questions to 企業 and 市 about one thing, which ``about`` names by a text key: 「event:r8-12」."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    # what it is
    title = models.CharField("題", max_length=80)
    about = models.CharField(
        "対象", max_length=80, blank=True, help_text="どのダイアログや研修のものか。画面が入れます。"
    )
    company_intro = models.TextField("企業へのひとこと", blank=True, help_text="お願いのメールと回答の画面に出ます。")
    division_intro = models.TextField("職員へのひとこと", blank=True, help_text="お願いのメールと回答の画面に出ます。")
    # how long it is open
    closes_on = models.DateField("締切", help_text="この日まで回答できます。")
    opened_at = models.DateTimeField("始めた日時", null=True, blank=True)
    reminded_at = models.DateTimeField("もう一度お願いした日時", null=True, blank=True)
    closed_at = models.DateTimeField("締め切った日時", null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "アンケート"
        verbose_name_plural = "アンケート"
        constraints = [
            models.CheckConstraint(
                name="survey_closed_after_opened",
                condition=Q(closed_at=None) | Q(opened_at__isnull=False),
                violation_error_message="始めていないアンケートは締め切れません。",
            ),
            models.CheckConstraint(
                name="survey_reminded_after_opened",
                condition=Q(reminded_at=None) | Q(opened_at__isnull=False),
                violation_error_message="始めていないアンケートの回答はお願いできません。",
            ),
        ]
        indexes = [models.Index(fields=["about"], name="survey_about")]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """What audit, letters and papers name it by."""
        return f"survey:{self.uuid}"

    @property
    def is_draft(self) -> bool:
        return self.opened_at is None

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def state_words(self) -> str:
        if self.is_draft:
            return "準備中"
        return "締め切りました" if self.is_closed else f"受付中（{wareki(self.closes_on)}まで）"

    def takes_answers_on(self, day: date) -> bool:
        return self.is_open and day <= self.closes_on

    def intro_for(self, side: str) -> str:
        return self.company_intro if side == Side.COMPANY else self.division_intro


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def for_side(self, side: str) -> Self:
        return self.filter(**{"for_company" if side == Side.COMPANY else "for_division": True})


class Question(models.Model):
    """One question. Once somebody has answered the survey, a trigger refuses every change."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions", verbose_name="アンケート")
    position = models.PositiveSmallIntegerField("順")
    # what is asked
    text = models.CharField("質問", max_length=120)
    kind = models.CharField("答え方", max_length=5, choices=QuestionKind, default=QuestionKind.SCALE)
    low = models.CharField("1の言葉", max_length=20, blank=True, help_text="5段階だけ。例：満足していない")
    high = models.CharField("5の言葉", max_length=20, blank=True, help_text="5段階だけ。例：とても満足した")
    # of whom
    for_company = models.BooleanField("企業に聞く", default=True)
    for_division = models.BooleanField("市に聞く", default=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "質問"
        verbose_name_plural = "質問"
        constraints = [
            models.CheckConstraint(
                name="question_asks_somebody",
                condition=Q(for_company=True) | Q(for_division=True),
                violation_error_message="企業か市の、少なくとも一方に聞いてください。",
            ),
            models.CheckConstraint(
                name="question_scale_iff_ends",
                condition=(Q(kind="SCALE") & ~Q(low="") & ~Q(high="")) | Q(kind="TEXT", low="", high=""),
                violation_error_message="5段階には1と5の言葉を書いてください。文章には書きません。",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_scale(self) -> bool:
        return self.kind == QuestionKind.SCALE


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    def unanswered(self) -> Self:
        """Those who hold a ticket still."""
        return self.filter(Exists(Ticket.objects.filter(addressee=OuterRef("pk"))))

    def in_order(self) -> Self:
        return self.order_by("side", "pk")


class Addressee(models.Model):
    """Who was asked. A trigger refuses every change: nothing here can tell when somebody answered.

    One is let through: name and address go, of a closed survey, when the 保存年限 of what it was about is over.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="addressees", verbose_name="アンケート")
    side = models.CharField("立場", max_length=8, choices=Side)
    name = models.CharField("宛先の名", max_length=120)
    email = models.EmailField("メール")  # "": gone with its 保存年限

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        verbose_name = "アンケートの宛先"
        verbose_name_plural = "アンケートの宛先"
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "email"],
                name="addressee_once",
                condition=~Q(email=""),
                violation_error_message="このメールには、もうお願いしています。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Ticket(models.Model):
    """The right to answer once. Only the SHA-256 of the mailed token is kept. Used: deleted, with its twins."""

    addressee = models.ForeignKey(Addressee, on_delete=models.CASCADE, related_name="tickets", verbose_name="宛先")
    token_sha256 = models.CharField("SHA-256", max_length=64, unique=True)

    class Meta:
        verbose_name = "回答の券"
        verbose_name_plural = "回答の券"

    def __str__(self) -> str:
        return f"{self.addressee_id}"


class AnswerSheet(models.Model):
    """What one person answered. Its key is random, and another one after each mixing."""

    id = models.UUIDField("識別子", primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sheets", verbose_name="アンケート")
    side = models.CharField("立場", max_length=8, choices=Side)

    class Meta:
        verbose_name = "回答"
        verbose_name_plural = "回答"

    def __str__(self) -> str:
        return f"{self.survey_id} {self.get_side_display()}"


class Answer(models.Model):
    """One answer on a sheet: a score from 1 to 5, or a text."""

    id = models.UUIDField("識別子", primary_key=True, default=uuid4, editable=False)
    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="answers", verbose_name="回答")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name="質問")
    score = models.PositiveSmallIntegerField("点", null=True, blank=True)
    text = models.TextField("文章", blank=True)

    class Meta:
        verbose_name = "質問への答え"
        verbose_name_plural = "質問への答え"
        constraints = [
            models.CheckConstraint(
                name="answer_score_or_text",
                condition=Q(score__isnull=False, score__range=(1, 5), text="") | (Q(score=None) & ~Q(text="")),
                violation_error_message="1から5までの点か、文章のどちらか一つです。",
            ),
            models.UniqueConstraint(
                fields=["sheet", "question"],
                name="answer_once",
                violation_error_message="この質問には、もう答えています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}"

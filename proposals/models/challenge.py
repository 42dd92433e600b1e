from collections.abc import Collection
from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When

from nara_renkei.accounts.models import User
from nara_renkei.core.finding import fold
from nara_renkei.core.search import matching
from nara_renkei.core.text import normalise, shortened
from nara_renkei.directory.models import Division
from proposals.enums import ChallengeState, Procedure


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def public(self) -> Self:
        return self.filter(state=ChallengeState.PUBLISHED)

    def live_on(self, day: date) -> Self:
        return self.public().filter(opens_on__lte=day).filter(Q(closes_on=None) | Q(closes_on__gte=day))

    def not_ended_on(self, day: date) -> Self:
        """Those 予告 or 募集中 on a day: what the city still stands by."""
        return self.public().filter(Q(closes_on=None) | Q(closes_on__gte=day))

    def of_divisions(self, divisions: Collection[int]) -> Self:
        return self.filter(lead__in=divisions)

    def handed_in(self) -> Self:
        return self.filter(state=ChallengeState.HANDED_IN)

    def taken_down_since(self, day: date) -> Self:
        return self.filter(state=ChallengeState.RETIRED, retired_on__gte=day)

    def newest_first(self) -> Self:
        return self.order_by("-published_on", "-pk")

    def latest_first(self) -> Self:
        """The one made last first, published or not."""
        return self.order_by("-pk")

    def saying(self, words: str) -> Self:
        """Those whose words hold every word of the query; all of them for fewer than 2 characters."""
        plain = normalise(fold(words))
        return matching(self, plain) if len(plain) >= 2 else self  # type: ignore[return-value]

    def with_window(self, day: date) -> Self:
        """With ``window``, the word of a day, as ``window_on`` says it."""
        return self.annotate(
            window=Case(
                When(opens_on__gt=day, then=Value(Challenge.ANNOUNCED)),
                When(closes_on__lt=day, then=Value(Challenge.CLOSED)),
                default=Value(Challenge.OPEN),
                output_field=models.CharField(),
            )
        )

    def in_window(self, window: str, day: date) -> Self:
        """Those 予告, 募集中 or 終了 on a day; all of them for another word."""
        return self.with_window(day).filter(window=window) if window in Challenge.WINDOWS else self

    def by_procedure(self, procedure: str) -> Self:
        """Those of a 進め方; all of them for another word."""
        return self.filter(procedure=procedure) if procedure in Procedure.values else self

    def live_first(self) -> Self:
        """募集中, then 予告, then 終了; newest first within each. Needs ``with_window``."""
        place = Case(When(window=Challenge.OPEN, then=0), When(window=Challenge.ANNOUNCED, then=1), default=2)
        return self.order_by(place, "-published_on", "-pk")

    def in_field(self, field: str) -> Self:
        """Those of a 分野; all of them when none is named."""
        return self.filter(field=field) if field else self

    def with_lead(self) -> Self:
        """With the 課 that asks, so that a list costs one query."""
        return self.select_related("lead")

    def with_everything(self) -> Self:
        """With all that the public page shows: three queries, whatever the number of questions."""
        return self.select_related("lead").prefetch_related(
            Prefetch("questions", ChallengeQuestion.objects.public().order_by("published_on", "pk")),
            Prefetch("supporting", Division.objects.order_by("code")),
        )

    def field_names(self) -> list[str]:
        """The 分野 in use, in the order of their names."""
        return list(self.order_by("field").values_list("field", flat=True).distinct())


class Challenge(models.Model):
    """課題: a question a 課 puts to the private sector, with its window."""

    ANNOUNCED, OPEN, CLOSED = "予告", "募集中", "終了"
    WINDOWS = (ANNOUNCED, OPEN, CLOSED)

    code = models.SlugField("コード", max_length=20, unique=True)
    # the question
    field = models.CharField("分野", max_length=40)
    title = models.CharField("課題名", max_length=80)
    background = models.TextField("背景")
    figures = models.TextField("いまの数字")
    future = models.TextField("実現したい未来")
    wanted = models.TextField("求める提案")
    solutions = models.TextField("想定する解決の例", blank=True)
    out_of_scope = models.TextField("対象外", blank=True)
    # what the city gives, and what it gives to the proposer
    offered = models.TextField("市が提供できるもの")
    benefit = models.TextField("事業者の利点", blank=True)
    expertise = models.TextField("求める専門性", blank=True)
    considered = models.TextField("検討経過", blank=True)
    procedure = models.CharField("進め方の区分", max_length=20, choices=Procedure)
    procedure_note = models.TextField("進め方の説明", blank=True)
    # who asks
    lead = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="担当課")
    supporting = models.ManyToManyField(Division, blank=True, related_name="+", verbose_name="協力課")
    # when
    published_on = models.DateField("公開した日", null=True, blank=True)
    opens_on = models.DateField("募集の始まり")
    closes_on = models.DateField("募集の終わり", null=True, blank=True, help_text="空なら随時。")
    # whether the 課 still stands by it; asked twice a year
    asked_on = models.DateField("続けるかを尋ねた日", null=True, blank=True)
    reminded_on = models.DateField("もう一度尋ねた日", null=True, blank=True)
    reconfirmed_on = models.DateField("続けることを確かめた日", null=True, blank=True)
    closing_told_on = models.DateField("終わりが近いと知らせた日", null=True, blank=True)
    # how far it is on its way to the public
    state = models.CharField("状態", max_length=10, choices=ChallengeState, default=ChallengeState.DRAFT)
    drafted_by = models.CharField("書いた人", max_length=120, blank=True)
    handed_in_at = models.DateTimeField("デスクに出した日時", null=True, blank=True)
    returned_reason = models.CharField("差し戻した理由", max_length=400, blank=True)
    retired_on = models.DateField("取り下げた日", null=True, blank=True)
    retired_reason = models.CharField("取り下げた理由", max_length=400, blank=True)
    version = models.PositiveIntegerField("版", default=1, help_text="保存するたびに進みます。")
    trouble = models.ForeignKey(
        "Trouble",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name="もとの困りごとメモ",
    )
    # what came of it
    outcome = models.TextField("結果", blank=True)
    # what the search reads
    search = models.TextField("検索の文", blank=True, editable=False)
    search_vector = SearchVectorField("検索の索引", null=True, editable=False)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = "課題"
        verbose_name_plural = "課題"
        constraints = [
            models.CheckConstraint(
                name="challenge_window",
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")),
                violation_error_message="募集の終わりは始まりより後にしてください。",
            ),
            models.CheckConstraint(
                name="challenge_published_on_iff_public",
                condition=~Q(state=ChallengeState.PUBLISHED) | Q(published_on__isnull=False),
                violation_error_message="公開した課題には公開した日が必要です。",
            ),
            models.CheckConstraint(
                name="challenge_retired_iff_date",
                condition=Q(state=ChallengeState.RETIRED, retired_on__isnull=False)
                | (~Q(state=ChallengeState.RETIRED) & Q(retired_on=None)),
                violation_error_message="取り下げた課題には取り下げた日が必要です。",
            ),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="challenge_search"),
            models.Index(fields=["field"], name="challenge_public_field", condition=Q(state="PUBLISHED")),
        ]

    def __str__(self) -> str:
        return self.title

    def window_on(self, day: date) -> str:
        """Return 予告, 募集中 or 終了."""
        if day < self.opens_on:
            return self.ANNOUNCED
        return self.OPEN if self.closes_on is None or day <= self.closes_on else self.CLOSED


class ChallengeQuestionQuerySet(models.QuerySet["ChallengeQuestion"]):
    def public(self) -> Self:
        return self.filter(published_on__isnull=False)

    def waiting(self) -> Self:
        """Those nobody has answered in public yet."""
        return self.filter(published_on=None)

    def asked_by_person(self, user: User) -> Self:
        return self.filter(asked_by=user)

    def about(self, challenge: Challenge) -> Self:
        return self.filter(challenge=challenge)

    def oldest_first(self) -> Self:
        return self.order_by("pk")


class ChallengeQuestion(models.Model):
    """質問と回答: public; who asked is never."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="questions", verbose_name="課題")
    question = models.TextField("質問", max_length=400)
    answer = models.TextField("回答", blank=True)
    published_on = models.DateField("公開した日", null=True, blank=True)
    # who asked is for the desk alone
    asked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="質問した人"
    )
    asked_at = models.DateTimeField("質問された日時", null=True, blank=True)

    objects = ChallengeQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "質問と回答"
        verbose_name_plural = "質問と回答"
        constraints = [
            models.CheckConstraint(
                name="challenge_question_public_iff_answered",
                condition=Q(published_on=None) | ~Q(answer=""),
                violation_error_message="公開する質問には回答が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return shortened(self.question, 40)

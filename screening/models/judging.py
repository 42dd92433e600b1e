"""所見, 採点 and 利益相反の申告. What was said, scored or declared is never changed (triggers)."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Division
from proposals.models import Proposal
from screening.rules.criteria import HIGHEST, LOWEST, NEEDS_COMMENT

from .screening import Screening


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    def newest_on(self, day: date) -> "CriteriaSet | None":
        """The newest version that is valid on a day."""
        return self.filter(valid_from__lte=day).order_by("-version").first()


class CriteriaSet(models.Model):
    """One version of the criteria. Once somebody is named to score by it, it never changes (trigger)."""

    version = models.PositiveSmallIntegerField("版", unique=True)
    valid_from = models.DateField("使い始める日")
    note = models.CharField("変えたところ", max_length=200, blank=True)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = "採点の基準"
        verbose_name_plural = "採点の基準"

    def __str__(self) -> str:
        return f"採点の基準 第{self.version}版"


class Criterion(models.Model):
    """One criterion of one version: what it weighs, and what 1 to 4 mean."""

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.CASCADE, related_name="criteria", verbose_name="採点の基準"
    )
    code = models.SlugField("符号", max_length=20)
    label = models.CharField("観点", max_length=40)
    weight = models.PositiveSmallIntegerField("重み", default=1)
    meaning_1 = models.CharField("1点の意味", max_length=80)
    meaning_2 = models.CharField("2点の意味", max_length=80)
    meaning_3 = models.CharField("3点の意味", max_length=80)
    meaning_4 = models.CharField("4点の意味", max_length=80)
    position = models.PositiveSmallIntegerField("順番", default=0)

    class Meta:
        verbose_name = "観点"
        verbose_name_plural = "観点"
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "code"],
                name="criterion_once",
                violation_error_message="この版には、この符号の観点がもうあります。",
            ),
            models.CheckConstraint(
                name="criterion_weighs",
                condition=Q(weight__gte=1),
                violation_error_message="重みは1以上にしてください。使わない観点は、次の版から消します。",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def meanings(self) -> tuple[str, str, str, str]:
        """What 1, 2, 3 and 4 mean."""
        return self.meaning_1, self.meaning_2, self.meaning_3, self.meaning_4


class AssessorQuerySet(models.QuerySet["Assessor"]):
    def named(self) -> Self:
        """Those who were not released."""
        return self.filter(removed_at=None)

    def in_order(self) -> Self:
        return self.order_by("named_at", "pk")


class Assessor(models.Model):
    """評価者: a person who was named to score one proposal by one version of the criteria."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="assessors", verbose_name="スクリーニング"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="職員")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    label = models.CharField("評価者", max_length=120)
    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="+", verbose_name="採点の基準")
    named_by = models.CharField("指名した人", max_length=120)
    named_at = models.DateTimeField("指名した日時")
    scored_at = models.DateTimeField("採点を出した日時", null=True, blank=True)
    removed_by = models.CharField("外した人", max_length=120, blank=True)
    removed_at = models.DateTimeField("外した日時", null=True, blank=True)

    objects = AssessorQuerySet.as_manager()

    class Meta:
        verbose_name = "評価者"
        verbose_name_plural = "評価者"
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "user"],
                condition=Q(removed_at=None),
                name="assessor_once",
                violation_error_message="この人は、もう評価者です。",
            ),
            models.CheckConstraint(
                name="assessor_scored_stays",
                condition=Q(scored_at=None) | Q(removed_at=None),
                violation_error_message="採点を出した評価者は外せません。",
            ),
            models.CheckConstraint(
                name="assessor_removed_by_somebody",
                condition=Q(removed_at=None, removed_by="") | (Q(removed_at__isnull=False) & ~Q(removed_by="")),
                violation_error_message="評価者を外したときは、外した人が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Score(models.Model):
    """採点: one criterion by one assessor. Append-only."""

    assessor = models.ForeignKey(Assessor, on_delete=models.PROTECT, related_name="scores", verbose_name="評価者")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="観点")
    value = models.PositiveSmallIntegerField("点")
    comment = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "採点"
        verbose_name_plural = "採点"
        constraints = [
            models.UniqueConstraint(
                fields=["assessor", "criterion"],
                name="score_once",
                violation_error_message="この観点は、もう採点しています。",
            ),
            models.CheckConstraint(
                name="score_range",
                condition=Q(value__range=(LOWEST, HIGHEST)),
                violation_error_message="点は1から4までです。",
            ),
            models.CheckConstraint(
                name="score_at_an_end_says_why",
                condition=~Q(value__in=NEEDS_COMMENT) | ~Q(comment=""),
                violation_error_message="1点と4点には、理由を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value}点"


class FindingQuerySet(models.QuerySet["Finding"]):
    def newest_first(self) -> Self:
        return self.order_by("-written_at", "-pk")


class Finding(models.Model):
    """三行の所見 of the lead 課. Append-only: the newest counts."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="findings", verbose_name="スクリーニング"
    )
    good = models.CharField("よい点", max_length=200)
    concern = models.CharField("気になる点", max_length=200)
    conclusion = models.CharField("ひとことの結論", max_length=100)
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("書いた日時")

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "三行の所見"
        verbose_name_plural = "三行の所見"
        indexes = [models.Index(fields=["screening", "-written_at"], name="finding_newest")]

    def __str__(self) -> str:
        return self.conclusion


class ConflictDeclarationQuerySet(models.QuerySet["ConflictDeclaration"]):
    def touching(self, proposals: Iterable[Proposal]) -> Self:
        """Those on these proposals and on what competes with them for the same 課題."""
        rows = list(proposals)
        rivals = {row.challenge_id for row in rows if row.challenge_id}
        own = Q(screening__proposal__in=[row.pk for row in rows])
        return self.filter(own | Q(screening__proposal__challenge__in=rivals) if rivals else own)

    def of_actor(self, by: Actor) -> Self:
        """Those of the person who acts."""
        key = by.key.removeprefix("user:")
        return self.filter(user=int(key)) if key.isdigit() else self.none()

    def recusing(self) -> Self:
        return self.filter(has_conflict=True)

    def in_order(self) -> Self:
        return self.order_by("declared_at", "pk")


class ConflictDeclaration(models.Model):
    """利益相反の申告. Append-only: 「ありません」 may be followed by 「あります」, never the other way."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="conflicts", verbose_name="スクリーニング"
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="職員")
    has_conflict = models.BooleanField("利害関係がある")
    what = models.CharField("どのような関係か", max_length=300, blank=True)
    declared_by = models.CharField("申告した人", max_length=120)
    declared_at = models.DateTimeField("申告した日時")

    objects = ConflictDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = "利益相反の申告"
        verbose_name_plural = "利益相反の申告"
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "user", "has_conflict"],
                name="conflict_declared_once",
                violation_error_message="同じ申告は、もうあります。",
            ),
            models.CheckConstraint(
                name="conflict_says_what",
                condition=Q(has_conflict=False, what="") | (Q(has_conflict=True) & ~Q(what="")),
                violation_error_message="利害関係があるときは、どのような関係かを書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declared_by} {'あります' if self.has_conflict else 'ありません'}"

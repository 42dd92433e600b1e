"""自己点検: twelve statements, and how far each 課 says it is, once in a 年度."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Division
from nara_renkei.reports.rules.vision import LEVELS, PICTURES

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

PICTURE_CHOICES = [(picture.code, picture.title) for picture in PICTURES]
LONGEST_NOTE = 200


class SelfCheckStatementQuerySet(models.QuerySet["SelfCheckStatement"]):
    def of_year(self, year: int) -> Self:
        """Those that are asked in a 年度, in the order of the page."""
        return self.filter(Q(to_year=None) | Q(to_year__gte=year), from_year__lte=year).order_by("position", "pk")


class SelfCheckStatement(models.Model):
    """自己点検の文. Words that a 課 has answered never change: a rewording is a row of its own."""

    picture = models.CharField("目指す姿", max_length=14, choices=PICTURE_CHOICES)
    position = models.PositiveSmallIntegerField("順番")
    text = models.CharField("文", max_length=120)
    from_year = models.PositiveSmallIntegerField("使い始める年度")
    to_year = models.PositiveSmallIntegerField("最後の年度", null=True, blank=True)

    objects = SelfCheckStatementQuerySet.as_manager()

    class Meta:
        verbose_name = "自己点検の文"
        verbose_name_plural = "自己点検の文"
        constraints = [
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(to_year=None),
                name="self_check_statement_one_in_use",
                violation_error_message="この順番の文は、もうあります。",
            ),
            models.CheckConstraint(
                name="self_check_statement_says_something",
                condition=~Q(text=""),
                violation_error_message="自己点検の文を書いてください。",
            ),
            models.CheckConstraint(
                name="self_check_statement_years",
                condition=Q(to_year=None) | Q(to_year__gte=F("from_year")),
                violation_error_message="最後の年度は、使い始める年度か、その後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SelfCheckQuerySet(models.QuerySet["SelfCheck"]):
    def visible_to(self, user: "User | AnonymousUser", on: date) -> Self:
        """The desk reads all; a 課 its own; 部長 and 共創推進リーダー those of the 部."""
        if not isinstance(user, User) or not user.is_employee or not user.may_enter_on(on):
            return self.none()
        if may(user, Permission.READ_ALL_PROPOSALS, on):
            return self
        return self.filter(division__in=division_ids(user, on))


class SelfCheck(models.Model):
    """自己点検 of one 課 in one 年度. It may be corrected until the 年度 ends."""

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    year = models.PositiveSmallIntegerField("年度")
    # who says so
    answered_by = models.CharField("答えた人", max_length=120)
    answered_at = models.DateTimeField("答えた日時")
    changed_by = models.CharField("最後に直した人", max_length=120, blank=True)
    changed_at = models.DateTimeField("最後に直した日時", null=True, blank=True)
    version = models.PositiveIntegerField("保存の回数", default=1)
    # beside the levels, one for each picture
    note_organisation = models.CharField("①についてのひとこと", max_length=LONGEST_NOTE, blank=True)
    note_culture = models.CharField("②についてのひとこと", max_length=LONGEST_NOTE, blank=True)
    note_system = models.CharField("③についてのひとこと", max_length=LONGEST_NOTE, blank=True)
    note_understanding = models.CharField("④についてのひとこと", max_length=LONGEST_NOTE, blank=True)

    objects = SelfCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "自己点検"
        verbose_name_plural = "自己点検"
        constraints = [
            models.UniqueConstraint(
                fields=["division", "year"],
                name="self_check_once",
                violation_error_message="この課のこの年度の自己点検は、もうあります。",
            ),
            models.CheckConstraint(
                name="self_check_changed_iff_by",
                condition=Q(changed_at=None, changed_by="") | (Q(changed_at__isnull=False) & ~Q(changed_by="")),
                violation_error_message="直した自己点検には、日時と、直した人の両方が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {FiscalYear(self.year)}"

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"self_check:{self.pk}"

    @property
    def notes(self) -> dict[str, str]:
        """What is said beside the levels, by the code of the picture."""
        return {picture.code: getattr(self, f"note_{picture.code}") for picture in PICTURES}


class SelfCheckAnswer(models.Model):
    """One level."""

    self_check = models.ForeignKey(SelfCheck, on_delete=models.CASCADE, related_name="answers", verbose_name="自己点検")
    statement = models.ForeignKey(
        SelfCheckStatement, on_delete=models.PROTECT, related_name="answers", verbose_name="自己点検の文"
    )
    level = models.PositiveSmallIntegerField("段階", choices=LEVELS)

    class Meta:
        verbose_name = "自己点検の答え"
        verbose_name_plural = "自己点検の答え"
        constraints = [
            models.UniqueConstraint(
                fields=["self_check", "statement"],
                name="self_check_answer_once",
                violation_error_message="この文には、もう答えています。",
            ),
            models.CheckConstraint(
                name="self_check_answer_level",
                condition=Q(level__gte=1, level__lte=5),
                violation_error_message="段階は1から5です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.level}"


class SelfCheckRequest(models.Model):
    """自己点検のお願い: which 課 was asked in a 年度, and when again."""

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    year = models.PositiveSmallIntegerField("年度")
    asked_on = models.DateField("お願いした日")
    reminded_on = models.DateField("もう一度お願いした日", null=True, blank=True)

    class Meta:
        verbose_name = "自己点検のお願い"
        verbose_name_plural = "自己点検のお願い"
        constraints = [
            models.UniqueConstraint(
                fields=["division", "year"],
                name="self_check_request_once",
                violation_error_message="この課には、もうお願いしています。",
            ),
            models.CheckConstraint(
                name="self_check_request_reminded_after",
                condition=Q(reminded_on=None) | Q(reminded_on__gt=F("asked_on")),
                violation_error_message="もう一度お願いした日は、お願いした日より後です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {FiscalYear(self.year)}"

"""実施: what happens after 「進める」. Read by the city only."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from nara_renkei.directory.models import Agreement
from screening.enums import YearEndChoice

from .screening import Screening


class UndertakingQuerySet(models.QuerySet["Undertaking"]):
    def report_due(self, on: date) -> Self:
        """Those whose day of report has come and of which nobody was reminded since."""
        unreminded = Q(reminded_on=None) | Q(reminded_on__lt=F("next_report_on"))
        return self.filter(unreminded, next_report_on__lte=on)


class Undertaking(models.Model):
    """取組の記録: under what agreement, with what effect, and when the 課 reports next."""

    screening = models.OneToOneField(
        Screening, on_delete=models.PROTECT, related_name="undertaking", verbose_name="スクリーニング"
    )
    # on what it stands
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="包括連携協定"
    )
    reference = models.CharField("協定書・契約の番号", max_length=120, blank=True)
    # what it brought
    benefit_yen = models.PositiveBigIntegerField(
        "効果額（円）", null=True, blank=True, help_text="市がしたとすれば、かかった費用。"
    )
    benefit_how = models.CharField("効果額の出し方", max_length=300, blank=True)
    # when the 課 tells the desk how it goes
    next_report_on = models.DateField("次に報告する日", null=True, blank=True)
    reminded_on = models.DateField("報告を促した日", null=True, blank=True)
    # who kept it last
    kept_by = models.CharField("書いた人", max_length=120)
    kept_at = models.DateTimeField("書いた日時")

    objects = UndertakingQuerySet.as_manager()

    class Meta:
        verbose_name = "取組の記録"
        verbose_name_plural = "取組の記録"
        constraints = [
            models.CheckConstraint(
                name="undertaking_benefit_says_how",
                condition=Q(benefit_yen=None, benefit_how="") | (Q(benefit_yen__isnull=False) & ~Q(benefit_how="")),
                violation_error_message="効果額には、出し方を書いてください。",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_report_on"], name="undertaking_report", condition=Q(next_report_on__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.screening} 取組の記録"

    @property
    def benefit_words(self) -> str:
        """Return 「420,000円」; empty when nobody wrote it."""
        return "" if self.benefit_yen is None else f"{self.benefit_yen:,}円"


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def in_order(self) -> Self:
        return self.order_by("due_on", "pk")


class Milestone(models.Model):
    """節目: what is done by when."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="milestones", verbose_name="スクリーニング"
    )
    what = models.CharField("節目", max_length=120)
    due_on = models.DateField("予定の日")
    done_on = models.DateField("済んだ日", null=True, blank=True)
    done_by = models.CharField("確かめた人", max_length=120, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "節目"
        verbose_name_plural = "節目"
        constraints = [
            models.CheckConstraint(
                name="milestone_done_by_somebody",
                condition=Q(done_on=None, done_by="") | (Q(done_on__isnull=False) & ~Q(done_by="")),
                violation_error_message="済んだ節目には、確かめた人が必要です。",
            )
        ]

    def __str__(self) -> str:
        return self.what


class YearEnd(models.Model):
    """年度末: the desk asked whether the work goes on into the next 年度, and the answer."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="year_ends", verbose_name="スクリーニング"
    )
    year = models.PositiveSmallIntegerField("年度", help_text="始まりの西暦。")
    choice = models.CharField("決めたこと", max_length=8, choices=YearEndChoice)
    decided_by = models.CharField("決めた人", max_length=120)
    decided_at = models.DateTimeField("決めた日時")

    class Meta:
        verbose_name = "年度末の確認"
        verbose_name_plural = "年度末の確認"
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "year"],
                name="year_end_once",
                violation_error_message="この年度の確認は、もう済んでいます。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年度 {self.get_choice_display()}"

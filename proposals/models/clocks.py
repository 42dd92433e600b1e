from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from proposals.enums import Stage

from .proposal import Proposal


class PromiseQuerySet(models.QuerySet["Promise"]):
    def open(self) -> Self:
        return self.filter(met_on=None)

    def overdue(self, on: date) -> Self:
        return self.open().filter(due_on__lt=on)

    def nearest_first(self) -> Self:
        """The one that falls due first; those whose clock stands last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def with_told_dates(self) -> Self:
        """With every date that was told, the first first: ``told_dates.all()`` costs no query."""
        return self.prefetch_related(models.Prefetch("told_dates", ToldDate.objects.order_by("told_at", "pk")))


class Promise(models.Model):
    """What the city promises to do by when. ``due_on`` is a projection, kept while open.

    ``told_on`` is a fact: the newest of ``told_dates``, written with it by usecases/keep_promises.py alone.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="promises", verbose_name="提案")
    stage = models.CharField("段階", max_length=12, choices=Stage)
    starts_on = models.DateField("数え始めの日")
    within_days = models.PositiveSmallIntegerField("開庁日")
    due_on = models.DateField("期日", null=True, blank=True, help_text="時計が止まっている間は空。")
    told_on = models.DateField("提案者にお知らせした期日", null=True, blank=True)
    met_on = models.DateField("果たした日", null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = "約束"
        verbose_name_plural = "約束"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "stage"],
                condition=Q(met_on=None),
                name="promise_open_once",
                violation_error_message="この段階の約束は、もうあります。",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "proposal"], name="promise_due_first", condition=Q(met_on=None)),
            models.Index(fields=["-met_on", "-proposal"], name="promise_newest_met", condition=Q(met_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.get_stage_display()


class ToldDate(models.Model):
    """A date that was told to the company. Append-only: a later date is another row."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="told_dates", verbose_name="約束")
    day = models.DateField("お知らせした期日")
    told_at = models.DateTimeField("お知らせした日時")
    why = models.CharField("理由", max_length=120, blank=True)

    class Meta:
        verbose_name = "お知らせした期日"
        verbose_name_plural = "お知らせした期日"
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "day", "told_at"],
                name="told_date_once",
                violation_error_message="この期日は、もうお知らせしています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.promise} {self.day}"


class Pause(models.Model):
    """A time in which the clock stands: the company owes an answer, or a meeting is fixed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="pauses", verbose_name="提案")
    starts_on = models.DateField("始まり")
    ends_on = models.DateField("終わり", null=True, blank=True)
    reason = models.CharField("理由", max_length=80)

    class Meta:
        verbose_name = "時計の停止"
        verbose_name_plural = "時計の停止"
        constraints = [
            models.CheckConstraint(
                name="pause_period",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="終わりは始まりより後にしてください。",
            ),
            models.UniqueConstraint(
                fields=["proposal", "reason"],
                condition=Q(ends_on=None),
                name="pause_open_once",
                violation_error_message="時計はこの理由でもう止まっています。",
            ),
        ]

    def __str__(self) -> str:
        return self.reason

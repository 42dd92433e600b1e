from datetime import datetime, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from proposals.enums import MEETING_STATUSES
from proposals.rules.meetings import MOST_DATES, USUAL_LENGTH, Terms, dates_words, when_words

from .proposal import Proposal


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def waiting(self) -> Self:
        """Offered or fixed, and neither held nor called off; what ended with its proposal is not among them."""
        return self.filter(held_on=None, cancelled_at=None, proposal__status__in=MEETING_STATUSES)

    def fixed(self) -> Self:
        return self.filter(fixed_at__isnull=False)

    def to_choose(self) -> Self:
        """Those whose dates the company was offered and has not answered."""
        return self.waiting().filter(fixed_at=None, declined_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Meeting(models.Model):
    """対話: the dates that were offered, the one that was fixed, where, and who comes for the city."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="meetings", verbose_name="提案")
    # the dates
    offered = models.CharField("候補日（文）", max_length=200, blank=True, help_text="日時でない、以前の書き方。")
    dates = ArrayField(
        models.DateTimeField(), verbose_name="候補日", size=MOST_DATES, default=list, blank=True, help_text="三つまで。"
    )
    declined_at = models.DateTimeField("どれも合わないと言われた日時", null=True, blank=True)
    fixed_at = models.DateTimeField("日時", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("長さ（分）", default=USUAL_LENGTH)
    # where, and who
    place = models.CharField("場所", max_length=120, blank=True)
    url = models.URLField("オンラインのURL", max_length=500, blank=True)
    desk_attends = models.BooleanField("デスクが同席する", default=True)
    city_side = models.CharField("市から出る人", max_length=200, blank=True)
    # what became of it
    sequence = models.PositiveSmallIntegerField("日を変えた回数", default=0)
    moved_reason = models.CharField("日を変えた理由", max_length=200, blank=True)
    held_on = models.DateField("行った日", null=True, blank=True)
    cancelled_at = models.DateTimeField("取りやめた日時", null=True, blank=True)
    cancelled_reason = models.CharField("取りやめた理由", max_length=200, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "対話"
        verbose_name_plural = "対話"
        constraints = [
            models.CheckConstraint(
                name="meeting_three_dates",
                condition=Q(dates__len__lte=MOST_DATES),
                violation_error_message="候補日は三つまでです。",
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_reason",
                condition=Q(cancelled_at=None, cancelled_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
                violation_error_message="取りやめた対話には、理由が必要です。",
            ),
            models.CheckConstraint(
                name="meeting_held_or_cancelled",
                condition=Q(held_on=None) | Q(cancelled_at=None),
                violation_error_message="行った対話は、取りやめにできません。",
            ),
            models.CheckConstraint(
                name="meeting_fixed_or_declined",
                condition=Q(fixed_at=None) | Q(declined_at=None),
                violation_error_message="日が決まった対話は、候補日が合わないままではありません。",
            ),
        ]
        indexes = [models.Index(fields=["fixed_at"], name="meeting_coming", condition=Q(held_on=None))]

    def __str__(self) -> str:
        return f"対話 {self.when or self.offered_words}"

    @property
    def offered_words(self) -> str:
        return dates_words(self.dates) or self.offered

    @property
    def when(self) -> str:
        return when_words(self.fixed_at, self.minutes) if self.fixed_at else ""

    @property
    def where(self) -> str:
        return self.place or ("オンライン" if self.url else "")

    @property
    def ends_at(self) -> datetime | None:
        return self.fixed_at + timedelta(minutes=self.minutes) if self.fixed_at else None

    @property
    def terms(self) -> Terms:
        return Terms(self.place, self.url, self.minutes, self.desk_attends, self.city_side)

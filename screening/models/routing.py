"""送付, and the 課's answer."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.directory.models import Division, Section
from proposals.rules.meetings import MOST_DATES
from screening.enums import Answer, ConfirmedAs, RoutingState

from .ruling import Ruling
from .screening import Screening

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


IN_HAND = Q(over_on=None) & ~Q(state="ENDED")
OVER = Q(over_on__isnull=False)


class RoutingQuerySet(models.QuerySet["Routing"]):
    def open(self) -> Self:
        return self.filter(state=RoutingState.OPEN)

    def in_hand(self) -> Self:
        """Those that still ask something of the 課, or will."""
        return self.filter(IN_HAND)

    def over(self) -> Self:
        """Those whose proposal is over; what was taken from the 課 again is not among them."""
        return self.filter(OVER)

    def overdue(self, on: date) -> Self:
        return self.open().filter(due_on__lt=on)

    def addressed_to(self, user: "User | AnonymousUser", on: date) -> Self:
        """The routings to the 課 of this person's posts; the desk reads all of them."""
        if not isinstance(user, User) or not user.is_active or not user.is_employee:
            return self.none()
        if may(user, Permission.READ_ALL_PROPOSALS, on):
            return self.all()
        return self.filter(division__in=division_ids(user, on)).exclude(
            answer__choice=Answer.NOT_OURS, state=RoutingState.ENDED
        )


class Routing(models.Model):
    """送付: one 課 that must answer, as lead or as support."""

    # who must answer what
    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="routings", verbose_name="スクリーニング"
    )
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    is_lead = models.BooleanField("主担当", default=False)
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="係"
    )
    handler = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="担当者"
    )
    note = models.CharField("デスクからのひとこと", max_length=300, blank=True)
    ruling = models.OneToOneField(
        Ruling, on_delete=models.PROTECT, null=True, blank=True, related_name="routing", verbose_name="裁定"
    )
    # when
    sent_at = models.DateTimeField("送付日時")
    sent_by = models.CharField("送付した人", max_length=120)
    starts_on = models.DateField("数え始めの日")
    within_days = models.PositiveSmallIntegerField("開庁日")
    due_on = models.DateField("回答期限", null=True, blank=True)
    # how far it is
    state = models.CharField("状態", max_length=8, choices=RoutingState, default=RoutingState.OPEN)
    reminded_on = models.DateField("最後に促した日", null=True, blank=True)
    over_on = models.DateField("終わった日", null=True, blank=True, help_text="提案が終わった日。")

    objects = RoutingQuerySet.as_manager()

    class Meta:
        verbose_name = "送付"
        verbose_name_plural = "送付"
        constraints = [
            models.UniqueConstraint(
                fields=["screening"],
                condition=Q(is_lead=True) & ~Q(state="ENDED"),
                name="routing_one_lead",
                violation_error_message="主担当課は一つだけです。",
            ),
            models.UniqueConstraint(
                fields=["screening", "division"],
                condition=~Q(state="ENDED"),
                name="routing_division_once",
                violation_error_message="この課には、もう送付しています。",
            ),
            models.CheckConstraint(
                name="routing_over_waits_for_nothing",
                condition=Q(over_on=None) | ~Q(state="OPEN"),
                violation_error_message="終わった提案の送付は、回答を待てません。",
            ),
        ]
        indexes = [
            models.Index(fields=["division", "due_on", "id"], name="routing_worklist", condition=Q(state="OPEN")),
            models.Index(fields=["due_on", "id"], name="routing_due_first", condition=Q(state="OPEN")),
            models.Index(fields=["division", "-sent_at"], name="routing_history"),
            models.Index(fields=["division", "sent_at", "id"], name="routing_in_hand", condition=IN_HAND),
            models.Index(fields=["sent_at", "id"], name="routing_oldest_in_hand", condition=IN_HAND),
            models.Index(fields=["division", "-over_on", "-id"], name="routing_over", condition=OVER),
            models.Index(fields=["-over_on", "-id"], name="routing_over_lately", condition=OVER),
        ]

    def __str__(self) -> str:
        return f"{self.division}（{'主担当' if self.is_lead else '協力'}）"


class RoutingAnswer(models.Model):
    """回答: drafted by a 担当者, the 課's own only when 課長 or 代決者 has confirmed it."""

    routing = models.OneToOneField(Routing, on_delete=models.PROTECT, related_name="answer", verbose_name="送付")
    choice = models.CharField("回答", max_length=8, choices=Answer)
    comment = models.CharField("一言", max_length=200)
    contact = models.CharField("担当者", max_length=60, blank=True)
    dates = models.CharField("候補日", max_length=200, blank=True, help_text="お知らせの文に入ります。")
    meeting_dates = ArrayField(
        models.DateTimeField(), verbose_name="候補日の日時", size=MOST_DATES, default=list, blank=True
    )
    suggested = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="行き先の案"
    )
    # the draft
    drafted_by = models.CharField("案を書いた人", max_length=120)
    drafted_at = models.DateTimeField("案の日時")
    # the 課's word
    confirmed_by = models.CharField("確認した人", max_length=120, blank=True)
    confirmed_at = models.DateTimeField("確認日時", null=True, blank=True)
    confirmed_as = models.CharField("確認した立場", max_length=8, choices=ConfirmedAs, blank=True)
    # the desk has read it
    noted_by = models.CharField("受け取った人", max_length=120, blank=True)
    noted_at = models.DateTimeField("デスクが受け取った日時", null=True, blank=True)

    class Meta:
        verbose_name = "課の回答"
        verbose_name_plural = "課の回答"
        constraints = [
            models.CheckConstraint(
                name="answer_confirmed_by_somebody",
                condition=Q(confirmed_at=None, confirmed_as="", confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_as="") & ~Q(confirmed_by="")),
                violation_error_message="確認した回答には、確認した人と立場が必要です。",
            ),
            models.CheckConstraint(
                name="answer_noted_after_confirmed",
                condition=Q(noted_at=None) | Q(confirmed_at__isnull=False),
                violation_error_message="課の確認が済んだ回答だけを受け取れます。",
            ),
            models.CheckConstraint(
                name="answer_three_dates",
                condition=Q(meeting_dates__len__lte=MOST_DATES),
                violation_error_message="候補日は三つまでです。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["routing"], name="answer_to_note", condition=Q(confirmed_at__isnull=False, noted_at=None)
            ),
            models.Index(fields=["confirmed_at"], name="answer_learnt", condition=Q(confirmed_at__isnull=False)),
            models.Index(fields=["routing"], name="answer_not_ours", condition=Q(choice="NOT_OURS")),
        ]

    def __str__(self) -> str:
        return self.get_choice_display()

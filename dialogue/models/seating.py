from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from dialogue.enums import PlanState, RuleKind
from nara_renkei.core.request_ids import Traced

from .event import Event
from .registration import Registration


class SeatingRule(models.Model):
    """What the desk settled about a company and a 課 before the plan: they meet, or they do not."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="seating_rules", verbose_name="ダイアログ")
    company = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+", verbose_name="企業")
    division = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    kind = models.CharField("扱い", max_length=4, choices=RuleKind)
    round = models.PositiveSmallIntegerField("回", null=True, blank=True)
    reason = models.CharField("理由", max_length=120, blank=True, help_text="デスクだけが見ます。")

    class Meta:
        verbose_name = "会わせる組・会わせない組"
        verbose_name_plural = "会わせる組・会わせない組"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "company", "division"],
                name="seating_rule_once",
                violation_error_message="この組は、もう決めてあります。いまの決まりを外してから、決め直してください。",
            ),
            models.CheckConstraint(
                name="seating_rule_round_iff_pin",
                condition=Q(kind="PIN", round__gte=1) | (~Q(kind="PIN") & Q(round=None)),
                violation_error_message="回は「回を決めた組」のときだけ、1から選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.company_id}・{self.division_id}）"


class SeatingPlanQuerySet(models.QuerySet["SeatingPlan"]):
    def newest_first(self) -> Self:
        return self.order_by("-number")

    def unfinished(self) -> Self:
        return self.filter(state__in=[PlanState.WAITING, PlanState.WORKING])

    def due(self, at: datetime) -> Self:
        """Those a worker should take: waiting, or lost by the worker that had them."""
        return self.unfinished().filter(next_try_at__lte=at).order_by("next_try_at", "pk")

    def announced(self) -> Self:
        """The one plan of each event that companies and 課 see."""
        return self.filter(is_announced=True)


class SeatingPlan(Traced):
    """One 卓の割り当て. A row first; the worker solves it and writes the seats. What it says of wishes is the desk's."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="seating_plans", verbose_name="ダイアログ")
    number = models.PositiveSmallIntegerField("番号")
    # what was asked
    seed = models.PositiveIntegerField("種", default=1)
    keeps = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="席を残す元の案"
    )
    missing = models.ManyToManyField(Registration, related_name="+", blank=True, verbose_name="来ていない団体・課")
    asked_by = models.CharField("頼んだ人", max_length=120)
    asked_at = models.DateTimeField("頼んだ日時")
    # how far it is
    state = models.CharField("状態", max_length=7, choices=PlanState, default=PlanState.WAITING)
    progress = models.CharField("進み具合", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("試みた回数", default=0)
    next_try_at = models.DateTimeField("次に試みる日時", null=True, blank=True)
    # what came of it
    solved_at = models.DateTimeField("できた日時", null=True, blank=True)
    figures = models.JSONField("数字", default=dict, blank=True)
    outcomes = models.JSONField("希望ごとの結果", default=list, blank=True)
    problem = models.TextField("できなかった理由", max_length=4000, blank=True)
    # who sees it
    is_announced = models.BooleanField("お知らせしている案", default=False)
    announced_at = models.DateTimeField("お知らせした日時", null=True, blank=True)
    announced_by = models.CharField("お知らせした人", max_length=120, blank=True)

    objects = SeatingPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "卓の割り当て"
        verbose_name_plural = "卓の割り当て"
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"],
                name="seating_plan_number_once",
                violation_error_message="同じ番号の案があります。もう一度お試しください。",
            ),
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(is_announced=True),
                name="seating_plan_one_announced",
                violation_error_message="お知らせしている案は、一つだけです。",
            ),
            models.CheckConstraint(
                name="seating_plan_solved_iff_done",
                condition=Q(state="DONE", solved_at__isnull=False) | (~Q(state="DONE") & Q(solved_at=None)),
                violation_error_message="できた案には、できた日時が必要です。",
            ),
            models.CheckConstraint(
                name="seating_plan_next_try_iff_unfinished",
                condition=Q(state__in=["WAITING", "WORKING"], next_try_at__isnull=False)
                | (Q(state__in=["DONE", "FAILED"]) & Q(next_try_at=None)),
                violation_error_message="まだできていない案には、次に試みる日時が必要です。",
            ),
            models.CheckConstraint(
                name="seating_plan_announced_is_done",
                condition=Q(is_announced=False) | Q(state="DONE", announced_at__isnull=False),
                violation_error_message="お知らせできるのは、できた案だけです。",
            ),
            models.CheckConstraint(
                name="seating_plan_announced_iff_by",
                condition=Q(announced_at=None, announced_by="") | (Q(announced_at__isnull=False) & ~Q(announced_by="")),
                violation_error_message="お知らせには、日時とお知らせした人の両方が必要です。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(state__in=["WAITING", "WORKING"]), name="seating_plan_due"
            ),
        ]

    def __str__(self) -> str:
        return f"案{self.number}"

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"seating:{self.event_id}:{self.number}"

    @property
    def is_finished(self) -> bool:
        return self.state in (PlanState.DONE, PlanState.FAILED)


class Seat(models.Model):
    """Where a 団体 or a 課 sits in a round."""

    plan = models.ForeignKey(SeatingPlan, on_delete=models.CASCADE, related_name="seats", verbose_name="卓の割り当て")
    round = models.PositiveSmallIntegerField("回")
    table = models.PositiveSmallIntegerField("卓")
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="seats", verbose_name="団体・課"
    )

    class Meta:
        verbose_name = "席"
        verbose_name_plural = "席"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "registration", "round"],
                name="seat_one_table_a_round",
                violation_error_message="一つの回に、二つの卓には着けません。",
            ),
            models.CheckConstraint(
                name="seat_counts_from_one",
                condition=Q(round__gte=1, table__gte=1),
                violation_error_message="回と卓は、1から数えます。",
            ),
        ]
        indexes = [models.Index(fields=["plan", "round", "table"], name="seat_by_table")]

    def __str__(self) -> str:
        return f"第{self.round}回 {self.table}番卓"

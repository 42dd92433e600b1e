"""Who met whom at an event, what the city noted of it, and what both sides said they would do next."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from dialogue.enums import Side
from dialogue.rules.stages import STARTED
from nara_renkei.core.text import shortened
from proposals.models import Proposal, Trouble

from .event import Event
from .registration import CODE_LENGTH, Registration, new_code

OPEN = Q(done_at=None, dropped_at=None)


class EncounterQuerySet(models.QuerySet["Encounter"]):
    def met(self) -> Self:
        """Those that took place: not those that were missed, nor those still to come."""
        return self.filter(missed_at=None, event__state__in=STARTED)

    def with_both(self) -> Self:
        return self.select_related("event", "company__organization", "division__division")

    def in_order(self) -> Self:
        """By round and table; those met outside the plan last."""
        return self.order_by("round", "table", "pk")


class Encounter(models.Model):
    """A company and a 課 that met: in a round, or standing (立ち話). Once for each two of an event."""

    code = models.CharField("出会いの番号", max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="encounters", verbose_name="ダイアログ")
    # who met
    company = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="company_encounters", verbose_name="企業の申込み"
    )
    division = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="division_encounters", verbose_name="課の申込み"
    )
    # where; neither for those met outside the plan
    round = models.PositiveSmallIntegerField("回", null=True, blank=True)
    table = models.PositiveSmallIntegerField("卓", null=True, blank=True)
    # how it came here
    recorded_at = models.DateTimeField("記録した日時")
    recorded_by = models.CharField("記録した人", max_length=120)
    missed_at = models.DateTimeField("会えなかったとした日時", null=True, blank=True)
    missed_by = models.CharField("会えなかったとした人", max_length=120, blank=True)
    # what came of it; a draft that is deleted leaves nothing
    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        related_query_name="dialogue",
        verbose_name="ここから始まった提案",
    )

    objects = EncounterQuerySet.as_manager()

    class Meta:
        verbose_name = "出会い"
        verbose_name_plural = "出会い"
        constraints = [
            models.UniqueConstraint(
                fields=["company", "division"],
                name="encounter_once",
                violation_error_message="この企業と課の出会いは、もう記録されています。",
            ),
            models.CheckConstraint(
                name="encounter_round_iff_table",
                condition=Q(round=None, table=None) | Q(round__isnull=False, table__isnull=False),
                violation_error_message="回と卓は、両方書くか、両方空にしてください。",
            ),
            models.CheckConstraint(
                name="encounter_missed_iff_by",
                condition=Q(missed_at=None, missed_by="") | (Q(missed_at__isnull=False) & ~Q(missed_by="")),
                violation_error_message="会えなかった出会いには、日時と、そうした人の両方が必要です。",
            ),
        ]
        indexes = [models.Index(fields=["event", "round", "table"], name="encounter_in_order")]

    def __str__(self) -> str:
        return self.code

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"encounter:{self.code}"

    @property
    def where(self) -> str:
        return "立ち話" if self.round is None else f"{self.round}回目・卓{self.table}"

    @property
    def is_missed(self) -> bool:
        return self.missed_at is not None


class EncounterNote(models.Model):
    """出会いのメモ: two lines that only the city reads. No company finds this table (second wall: no grant)."""

    encounter = models.OneToOneField(Encounter, on_delete=models.PROTECT, related_name="note", verbose_name="出会い")
    said = models.CharField("話したこと", max_length=200)
    view = models.CharField("受けとめ", max_length=200, blank=True)
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("書いた日時")
    version = models.PositiveIntegerField("版", default=1)

    class Meta:
        verbose_name = "出会いのメモ"
        verbose_name_plural = "出会いのメモ"

    def __str__(self) -> str:
        return shortened(self.said, 40)


class NextStepQuerySet(models.QuerySet["NextStep"]):
    def open(self) -> Self:
        return self.filter(OPEN)

    def done(self) -> Self:
        return self.filter(done_at__isnull=False)

    def of_side(self, side: Side) -> Self:
        return self.filter(side=side)

    def in_order(self) -> Self:
        """As they come due."""
        return self.order_by("due_on", "pk")


class NextStep(models.Model):
    """出会いの次の一歩: both sides read it. (That of one proposal's 対話 is ``screening.NextStep``.)"""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="next_steps", verbose_name="出会い")
    what = models.CharField("何を", max_length=100)
    # whose it is
    side = models.CharField("だれが", max_length=8, choices=Side)
    person = models.CharField("担当の人", max_length=60, blank=True)
    # when
    due_on = models.DateField("いつまでに")
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("書いた日時")
    # what became of it
    done_at = models.DateTimeField("済みにした日時", null=True, blank=True)
    done_by = models.CharField("済みにした人", max_length=120, blank=True)
    dropped_at = models.DateTimeField("やめた日時", null=True, blank=True)
    dropped_by = models.CharField("やめた人", max_length=120, blank=True)
    dropped_reason = models.CharField("やめた理由", max_length=200, blank=True)
    # when its owner was reminded of it, two weeks and three months after the event
    reminded_at = models.DateTimeField("2週間の知らせの日時", null=True, blank=True)
    reminded_again_at = models.DateTimeField("3か月の知らせの日時", null=True, blank=True)

    objects = NextStepQuerySet.as_manager()

    class Meta:
        verbose_name = "出会いの次の一歩"
        verbose_name_plural = "出会いの次の一歩"
        constraints = [
            models.UniqueConstraint(
                fields=["encounter", "what", "side", "person", "due_on"],
                condition=OPEN,
                name="encounter_step_open_once",
                violation_error_message="同じ次の一歩が、もう書かれています。",
            ),
            models.CheckConstraint(
                name="encounter_step_done_iff_by",
                condition=Q(done_at=None, done_by="") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                violation_error_message="済んだ次の一歩には、日時と済みにした人の両方が必要です。",
            ),
            models.CheckConstraint(
                name="encounter_step_dropped_iff_why",
                condition=Q(dropped_at=None, dropped_by="", dropped_reason="")
                | (Q(dropped_at__isnull=False) & ~Q(dropped_by="") & ~Q(dropped_reason="")),
                violation_error_message="やめた次の一歩には、日時と、やめた人と、理由が必要です。",
            ),
            models.CheckConstraint(
                name="encounter_step_one_end",
                condition=Q(done_at=None) | Q(dropped_at=None),
                violation_error_message="済んだ次の一歩を、やめることはできません。",
            ),
        ]
        indexes = [
            models.Index(fields=["encounter", "due_on", "id"], name="encounter_step_in_order"),
            models.Index(fields=["side", "written_at"], name="encounter_step_open", condition=OPEN),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on < today


class TroubleSource(models.Model):
    """From which 困りごと of a ダイアログ a 困りごとメモ came: what a 課 entered with, or what an encounter showed."""

    trouble = models.OneToOneField(Trouble, on_delete=models.PROTECT, related_name="+", verbose_name="困りごとメモ")
    registration = models.OneToOneField(
        Registration,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trouble_source",
        verbose_name="課の申込み",
    )
    encounter = models.OneToOneField(
        Encounter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trouble_source",
        verbose_name="出会い",
    )

    class Meta:
        verbose_name = "困りごとメモのもと"
        verbose_name_plural = "困りごとメモのもと"
        constraints = [
            models.CheckConstraint(
                name="trouble_source_of_one",
                condition=Q(registration__isnull=False, encounter=None) | Q(registration=None, encounter__isnull=False),
                violation_error_message="困りごとメモのもとは、申込みか出会いのどちらか一つです。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.trouble)

"""保存年限: the table the city fills, what holds a record back, and the 廃棄リスト that needs a second person."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from nara_renkei.accounts.models import User
from nara_renkei.core.request_ids import Traced
from proposals.models import Proposal
from screening.enums import DisposalState, HoldCause, LineState, RecordKind
from screening.rules import retention as rules

APPROVED = (DisposalState.APPROVED, DisposalState.RUNNING, DisposalState.DONE)
OPEN = (DisposalState.DRAFT, DisposalState.SUBMITTED, DisposalState.APPROVED, DisposalState.RUNNING)
# lines may still be put off
BEFORE_WIPING = (DisposalState.DRAFT, DisposalState.SUBMITTED, DisposalState.APPROVED)
# of a record there is one such line at most: it is wiped once, and stands on one list at a time
BINDING = (LineState.WAITING, LineState.WORKING, LineState.FAILED, LineState.WIPED)

# a row is of a proposal or of another record: an event, a 研修, a consultation (screening/queries/records.py)
OF_ONE = Q(proposal__isnull=False, record="") | (Q(proposal=None) & ~Q(record=""))
OF_ONE_MESSAGE = "提案か、ほかの文書か、どちらか一つのものです。"


def _record() -> "models.CharField[str, str]":
    return models.CharField("ほかの文書の鍵", max_length=80, blank=True, db_default="", default="", editable=False)


def _of_one(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=OF_ONE, violation_error_message=OF_ONE_MESSAGE)


class RetentionClass(models.Model):
    """How many years one kind of record is kept. Nothing is wiped by a row that the city has not confirmed."""

    kind = models.CharField("文書の区分", max_length=10, choices=RecordKind, unique=True)
    years = models.PositiveSmallIntegerField(
        "保存年限（年）",
        validators=[MinValueValidator(1), MaxValueValidator(rules.MOST_YEARS)],
        help_text="終わった年度の翌年度の4月1日から数えます。",
    )
    source = models.CharField("根拠", max_length=200, help_text="例：文書管理規程 別表第2 第3号")
    # who stands for it
    is_confirmed = models.BooleanField(
        "市の規程と照らして確かめた", default=False, help_text="確かめるまでは例です。この区分のものは廃棄できません。"
    )
    confirmed_on = models.DateField("確かめた日", null=True, blank=True, editable=False)
    confirmed_by = models.CharField("確かめた人", max_length=120, blank=True, editable=False)

    class Meta:
        verbose_name = "保存年限"
        verbose_name_plural = "保存年限"
        constraints = [
            models.CheckConstraint(
                name="retention_has_years",
                condition=Q(years__gte=1, years__lte=rules.MOST_YEARS),
                violation_error_message="保存年限は、1年から99年までです。",
            ),
            models.CheckConstraint(
                name="retention_confirmed_whole",
                condition=Q(is_confirmed=False, confirmed_on=None, confirmed_by="")
                | Q(~Q(confirmed_by=""), is_confirmed=True, confirmed_on__isnull=False),
                violation_error_message="確かめた年限には、日付と、確かめた人が要ります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}　{self.years}年{'' if self.is_confirmed else '（例）'}"


class HoldQuerySet(models.QuerySet["Hold"]):
    def standing(self) -> Self:
        return self.filter(lifted_on=None)

    def newest_first(self) -> Self:
        return self.order_by("-placed_at", "-pk")


class Hold(models.Model):
    """保存の停止: nothing of the record may be wiped until it is lifted."""

    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        related_query_name="hold",
        verbose_name="提案",
    )
    record = _record()
    cause = models.CharField("わけ", max_length=8, choices=HoldCause)
    reason = models.CharField("くわしく", max_length=300, help_text="事件の番号、請求の番号など。")
    placed_at = models.DateTimeField("止めた日時")
    placed_by = models.CharField("止めた人", max_length=120)
    lifted_on = models.DateField("解いた日", null=True, blank=True)
    lifted_by = models.CharField("解いた人", max_length=120, blank=True)
    lifted_reason = models.CharField("解いたわけ", max_length=300, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = "廃棄の停止"
        verbose_name_plural = "廃棄の停止"
        indexes = [models.Index(fields=["proposal"], name="hold_standing", condition=Q(lifted_on=None))]
        constraints = [
            _of_one("hold_of_one"),
            models.CheckConstraint(
                name="hold_lifted_whole",
                condition=Q(lifted_on=None, lifted_by="", lifted_reason="")
                | Q(~Q(lifted_by=""), ~Q(lifted_reason=""), lifted_on__isnull=False),
                violation_error_message="解くには、日付、人、わけが要ります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()}　{self.reason}"

    @property
    def key(self) -> str:
        """How the audit names what it is about."""
        return self.proposal.key if self.proposal else self.record

    @property
    def is_standing(self) -> bool:
        return self.lifted_on is None


class Extension(models.Model):
    """保存を延ばす: kept until a later day than the years say, for a reason."""

    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        related_query_name="extension",
        verbose_name="提案",
    )
    record = _record()
    until = models.DateField("この日まで残す")
    reason = models.CharField("延ばす理由", max_length=300)
    extended_at = models.DateTimeField("延ばした日時")
    extended_by = models.CharField("延ばした人", max_length=120)

    class Meta:
        verbose_name = "保存の延長"
        verbose_name_plural = "保存の延長"
        indexes = [models.Index(fields=["proposal", "-until"], name="extension_longest")]
        constraints = [_of_one("extension_of_one")]

    def __str__(self) -> str:
        return f"{self.until}まで"


class DisposalListQuerySet(models.QuerySet["DisposalList"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")


class DisposalList(models.Model):
    """廃棄リスト: what is proposed to be wiped, by whom it was looked at, and who else approved it. Kept always."""

    number = models.CharField("番号", max_length=20, unique=True)
    made_at = models.DateTimeField("作った日時")
    made_by = models.CharField("作った人", max_length=120)
    state = models.CharField("状態", max_length=10, choices=DisposalState, default=DisposalState.DRAFT)
    # who looked at it
    prepared_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承認をお願いした人"
    )
    prepared_at = models.DateTimeField("承認をお願いした日時", null=True, blank=True)
    # who else approved it, after the 決裁 in the city's 文書管理
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承認した人"
    )
    approved_at = models.DateTimeField("承認した日時", null=True, blank=True)
    document_number = models.CharField("決裁の文書番号", max_length=40, blank=True)
    decided_on = models.DateField("決裁日", null=True, blank=True)
    # how it was carried out
    started_by = models.CharField("廃棄を始めた人", max_length=120, blank=True)
    started_at = models.DateTimeField("廃棄を始めた日時", null=True, blank=True)
    finished_at = models.DateTimeField("廃棄を終えた日時", null=True, blank=True)

    objects = DisposalListQuerySet.as_manager()

    class Meta:
        verbose_name = "廃棄リスト"
        verbose_name_plural = "廃棄リスト"
        constraints = [
            models.CheckConstraint(
                name="disposal_prepared_iff_sent",
                condition=Q(state=DisposalState.DRAFT, prepared_by=None, prepared_at=None)
                | Q(state=DisposalState.DROPPED)
                | Q(
                    state__in=[DisposalState.SUBMITTED, *APPROVED],
                    prepared_by__isnull=False,
                    prepared_at__isnull=False,
                ),
                violation_error_message="承認を待つリストには、お願いした人と日時が要ります。",
            ),
            models.CheckConstraint(
                name="disposal_approved_whole",
                condition=Q(
                    ~Q(document_number=""),
                    state__in=APPROVED,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    decided_on__isnull=False,
                )
                | Q(~Q(state__in=APPROVED), approved_by=None, approved_at=None, document_number="", decided_on=None),
                violation_error_message="承認には、承認した人、日時、決裁の文書番号と日付が要ります。",
            ),
            models.CheckConstraint(
                name="disposal_approved_by_another",
                condition=Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                violation_error_message="承認をお願いした人は、承認できません。ほかの人が承認してください。",
            ),
            models.CheckConstraint(
                name="disposal_started_iff_running",
                condition=Q(
                    ~Q(started_by=""),
                    state__in=[DisposalState.RUNNING, DisposalState.DONE],
                    started_at__isnull=False,
                )
                | Q(~Q(state__in=[DisposalState.RUNNING, DisposalState.DONE]), started_by="", started_at=None),
                violation_error_message="廃棄を始めたリストには、始めた人と日時が要ります。",
            ),
            models.CheckConstraint(
                name="disposal_finished_iff_done",
                condition=Q(state=DisposalState.DONE, finished_at__isnull=False)
                | Q(~Q(state=DisposalState.DONE), finished_at=None),
                violation_error_message="終えたリストには、終えた日時が要ります。",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def key(self) -> str:
        """How the audit names it."""
        return f"disposal:{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == DisposalState.DRAFT


class DisposalLineQuerySet(models.QuerySet["DisposalLine"]):
    def in_order(self) -> Self:
        return self.order_by("disposal", "position")

    def to_wipe(self) -> Self:
        return self.filter(state__in=[LineState.WAITING, LineState.WORKING], disposal__state=DisposalState.RUNNING)


class DisposalLine(Traced):
    """One record on a list: what stays of it when everything else is gone."""

    uuid = models.UUIDField("識別子", default=uuid4, unique=True, editable=False)
    disposal = models.ForeignKey(
        DisposalList, on_delete=models.PROTECT, related_name="lines", verbose_name="廃棄リスト"
    )
    position = models.PositiveSmallIntegerField("番")
    proposal = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        related_query_name="disposal",
        verbose_name="提案",
    )
    record = _record()
    # the facts as they stood when the list was made
    number = models.CharField("番号", max_length=40)
    retention = models.ForeignKey(RetentionClass, on_delete=models.PROTECT, related_name="+", verbose_name="文書の区分")
    years = models.PositiveSmallIntegerField("保存年限（年）")
    completed_on = models.DateField("終わった日")
    ends_on = models.DateField("保存の終わり")
    division = models.CharField("主担当課", max_length=60, blank=True)
    # what becomes of it
    state = models.CharField("扱い", max_length=10, choices=LineState, default=LineState.WAITING)
    note = models.CharField("わけ", max_length=300, blank=True)
    # the wiping is a row first
    attempts = models.PositiveSmallIntegerField("試みの回数", default=0)
    next_try_at = models.DateTimeField("次に試みる時刻", null=True, blank=True)
    wiped_at = models.DateTimeField("廃棄した日時", null=True, blank=True)
    wiped_rows = models.PositiveIntegerField("消した行", default=0)
    wiped_files = models.PositiveIntegerField("消したファイル", default=0)

    objects = DisposalLineQuerySet.as_manager()

    class Meta:
        verbose_name = "廃棄リストの行"
        verbose_name_plural = "廃棄リストの行"
        indexes = [
            models.Index(
                fields=["next_try_at"], name="disposal_line_waiting", condition=Q(state__in=["WAITING", "WORKING"])
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["disposal", "position"],
                name="disposal_line_position_once",
                violation_error_message="この番は、もうあります。",
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(state__in=BINDING),
                name="disposal_line_of_proposal_once",
                violation_error_message="この提案は、もう廃棄リストにあります。",
            ),
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state__in=BINDING) & ~Q(record=""),
                name="disposal_line_of_record_once",
                violation_error_message="この文書は、もう廃棄リストにあります。",
            ),
            _of_one("disposal_line_of_one"),
            models.CheckConstraint(
                name="disposal_line_wiped_iff_moment",
                condition=Q(state=LineState.WIPED, wiped_at__isnull=False)
                | Q(~Q(state=LineState.WIPED), wiped_at=None),
                violation_error_message="廃棄した行には、日時が要ります。",
            ),
            models.CheckConstraint(
                name="disposal_line_kept_says_why",
                condition=~Q(state__in=[LineState.PUT_OFF, LineState.KEPT, LineState.FAILED]) | ~Q(note=""),
                violation_error_message="廃棄しない行には、わけが要ります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disposal_id} {self.position} {self.number}"

    @property
    def key(self) -> str:
        """How the audit names what it is about."""
        return self.record or f"proposal:{self.number}"

    @property
    def is_wiped(self) -> bool:
        return self.state == LineState.WIPED

    def is_over(self, today: date) -> bool:
        return self.ends_on < today

"""What only the city may read. Foreign keys down to Proposal leave no accessor on it."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, may
from nara_renkei.directory.models import Division
from proposals.enums import Procedure
from proposals.models import Proposal

from .enums import (
    Answer,
    ApprovalKind,
    CheckResult,
    CheckStage,
    ConfirmedAs,
    DecisionState,
    Disposition,
    Implementer,
    RoutingState,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Screening(models.Model):
    """The city's folder of one proposal, opened by the desk's first act."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="+", related_query_name="screening", verbose_name="提案"
    )
    opened_at = models.DateTimeField("開いた日時")
    opened_by = models.CharField("開いた人", max_length=120)
    # the desk's triage
    in_scope = models.BooleanField("窓口の対象", null=True, blank=True)
    missing = models.CharField("足りない欄", max_length=200, blank=True)
    procedure = models.CharField("仮の進め方の区分", max_length=20, choices=Procedure, blank=True)
    cost_outlook = models.CharField("費用の見込み", max_length=200, blank=True)
    # which submitted version the desk has read
    seen_version = models.PositiveSmallIntegerField("デスクが確かめた版", default=1)

    class Meta:
        verbose_name = "スクリーニング"
        verbose_name_plural = "スクリーニング"

    def __str__(self) -> str:
        return str(self.proposal)


class SoundnessCheck(models.Model):
    """団体についての確認: each blocks only its stage."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="checks", verbose_name="スクリーニング"
    )
    stage = models.CharField("段階", max_length=16, choices=CheckStage)
    result = models.CharField("結果", max_length=8, choices=CheckResult)
    note = models.CharField("確かめたこと", max_length=300, blank=True)
    checked_by = models.CharField("確かめた人", max_length=120)
    checked_at = models.DateTimeField("確かめた日時")

    class Meta:
        verbose_name = "団体についての確認"
        verbose_name_plural = "団体についての確認"
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "stage"],
                name="soundness_stage_once",
                violation_error_message="この段階の確認は、もうあります。",
            ),
            models.CheckConstraint(
                name="soundness_caution_needs_note",
                condition=Q(result="OK") | ~Q(note=""),
                violation_error_message="問題があるときは、確かめたことを書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.get_result_display()}"


class RoutingQuerySet(models.QuerySet["Routing"]):
    def open(self) -> Self:
        return self.filter(state=RoutingState.OPEN)

    def by_due_date(self) -> Self:
        return self.order_by("due_on", "pk")

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
    note = models.CharField("デスクからのひとこと", max_length=300, blank=True)
    ruling = models.CharField(
        "裁定", max_length=200, blank=True, help_text="二つの課が担当ではないと答えたあとの送付に要ります。"
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
        ]
        indexes = [
            models.Index(fields=["division", "due_on", "id"], name="routing_worklist", condition=Q(state="OPEN")),
            models.Index(fields=["division", "-sent_at"], name="routing_history"),
        ]

    def __str__(self) -> str:
        return f"{self.division}（{'主担当' if self.is_lead else '協力'}）"


class RoutingAnswer(models.Model):
    """回答: drafted by a 担当者, the 課's own only when 課長 or 代決者 has confirmed it."""

    routing = models.OneToOneField(Routing, on_delete=models.PROTECT, related_name="answer", verbose_name="送付")
    choice = models.CharField("回答", max_length=8, choices=Answer)
    comment = models.CharField("一言", max_length=200)
    contact = models.CharField("担当者", max_length=60, blank=True)
    dates = models.CharField("候補日", max_length=200, blank=True)
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
        ]
        indexes = [
            models.Index(
                fields=["routing"], name="answer_to_note", condition=Q(confirmed_at__isnull=False, noted_at=None)
            ),
            models.Index(fields=["routing"], name="answer_not_ours", condition=Q(choice="NOT_OURS")),
        ]

    def __str__(self) -> str:
        return self.get_choice_display()


class Inquiry(models.Model):
    """意見照会: one question to another 課."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="inquiries", verbose_name="スクリーニング"
    )
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name="課")
    question = models.CharField("尋ねること", max_length=300)
    asked_by = models.CharField("尋ねた人", max_length=120)
    asked_at = models.DateTimeField("尋ねた日時")
    due_on = models.DateField("回答期限")
    opinion = models.TextField("意見", blank=True)
    answered_by = models.CharField("答えた人", max_length=120, blank=True)
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)

    class Meta:
        verbose_name = "意見照会"
        verbose_name_plural = "意見照会"
        constraints = [
            models.CheckConstraint(
                name="inquiry_answered_with_opinion",
                condition=Q(answered_at=None, opinion="") | (Q(answered_at__isnull=False) & ~Q(opinion="")),
                violation_error_message="答えには意見が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.question[:20]}"


class Note(models.Model):
    """庁内のメモ. Never a message; it is an official document all the same."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="notes", verbose_name="スクリーニング"
    )
    body = models.TextField("メモ", max_length=2000)
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "庁内のメモ"
        verbose_name_plural = "庁内のメモ"

    def __str__(self) -> str:
        return self.body[:40]


class Minutes(models.Model):
    """対話の記録."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="minutes", verbose_name="スクリーニング"
    )
    held_on = models.DateField("行った日")
    place = models.CharField("場所", max_length=120, blank=True)
    attendees = models.CharField("出席者", max_length=300)
    body = models.TextField("話したこと", max_length=4000)
    next_step = models.CharField("次の一歩", max_length=200, blank=True)
    next_step_by = models.DateField("次の一歩の期日", null=True, blank=True)
    written_by = models.CharField("書いた人", max_length=120)
    written_at = models.DateTimeField("日時")

    class Meta:
        verbose_name = "対話の記録"
        verbose_name_plural = "対話の記録"

    def __str__(self) -> str:
        return f"{self.held_on} 対話の記録"


class DeclineReason(models.Model):
    """The fixed, editable list of reasons for a 見送り."""

    code = models.SlugField("符号", max_length=30, unique=True)
    label = models.CharField("理由", max_length=80)
    position = models.PositiveSmallIntegerField("順番", default=0)
    is_active = models.BooleanField("使う", default=True)

    class Meta:
        verbose_name = "見送りの理由"
        verbose_name_plural = "見送りの理由"

    def __str__(self) -> str:
        return self.label


class Decision(models.Model):
    """The outcome on its way: 案 (drafted, proposed by the 課), confirmed by the desk, told to the company."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="decisions", verbose_name="スクリーニング"
    )
    # the two answers
    disposition = models.CharField("提案の扱い", max_length=10, choices=Disposition)
    implementer = models.CharField("実施者の決め方", max_length=10, choices=Implementer, default=Implementer.UNDECIDED)
    # why, and what then
    reasons = models.ManyToManyField(DeclineReason, blank=True, related_name="+", verbose_name="見送りの理由")
    reason = models.TextField("理由", max_length=600)
    what_would_change = models.TextField("変わればよいこと", max_length=600, blank=True)
    conditions = models.TextField("条件", max_length=600, blank=True)
    budget_needed = models.BooleanField("予算が要る", default=False)
    budget_year = models.CharField("予算の年度", max_length=20, blank=True)
    referred_to = models.CharField("ご案内する窓口", max_length=120, blank=True)
    # how far it is
    state = models.CharField("状態", max_length=10, choices=DecisionState, default=DecisionState.DRAFTED)
    drafted_by = models.CharField("案を書いた人", max_length=120)
    drafted_at = models.DateTimeField("案の日時")
    proposed_by = models.CharField("課として出した人", max_length=120, blank=True)
    proposed_as = models.CharField("出した立場", max_length=8, choices=ConfirmedAs, blank=True)
    proposed_at = models.DateTimeField("課として出した日時", null=True, blank=True)
    sent_back_reason = models.CharField("差戻しの理由", max_length=300, blank=True)
    confirmed_by = models.CharField("デスクの確認", max_length=120, blank=True)
    confirmed_at = models.DateTimeField("デスクの確認日時", null=True, blank=True)
    told_at = models.DateTimeField("お知らせした日時", null=True, blank=True)

    class Meta:
        verbose_name = "結果"
        verbose_name_plural = "結果"
        constraints = [
            models.UniqueConstraint(
                fields=["screening"],
                condition=~Q(state__in=["TOLD", "REPLACED"]),
                name="decision_one_open",
                violation_error_message="結果の案は、もうあります。",
            ),
            models.CheckConstraint(
                name="decision_decline_says_what_would_change",
                condition=~Q(disposition="DECLINE") | ~Q(what_would_change=""),
                violation_error_message="見送りには、どう変わればよいかを書いてください。",
            ),
            models.CheckConstraint(
                name="decision_conditions_when_conditional",
                condition=~Q(disposition="ADOPT_IF") | ~Q(conditions=""),
                violation_error_message="条件付きで進めるときは、条件を書いてください。",
            ),
            models.CheckConstraint(
                name="decision_referral_names_window",
                condition=~Q(disposition="REFER") | ~Q(referred_to=""),
                violation_error_message="ほかの窓口のご案内には、窓口の名前が必要です。",
            ),
            models.CheckConstraint(
                name="decision_told_iff_date",
                condition=Q(state="TOLD", told_at__isnull=False) | (~Q(state="TOLD") & Q(told_at=None)),
                violation_error_message="お知らせ済みの結果には、お知らせした日時が必要です。",
            ),
        ]
        indexes = [
            models.Index(
                fields=["screening"], name="decision_waiting", condition=Q(state__in=["PROPOSED", "CONFIRMED"])
            )
        ]

    def __str__(self) -> str:
        return self.get_disposition_display()


class Approval(models.Model):
    """決裁の記録. The 決裁 itself happens in the city's 文書管理; telling an outcome needs this row."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="approval", verbose_name="結果")
    drafted_on = models.DateField("起案日")
    decided_on = models.DateField("決裁日")
    decider = models.CharField("決裁者の職", max_length=60)
    kind = models.CharField("専決・代決", max_length=8, choices=ApprovalKind)
    consulted = models.CharField("合議した課", max_length=200, blank=True)
    document_number = models.CharField("文書番号", max_length=40)
    recorded_by = models.CharField("記録した人", max_length=120)
    recorded_at = models.DateTimeField("記録した日時")

    class Meta:
        verbose_name = "決裁の記録"
        verbose_name_plural = "決裁の記録"
        constraints = [
            models.CheckConstraint(
                name="approval_after_draft",
                condition=Q(decided_on__gte=models.F("drafted_on")),
                violation_error_message="決裁日は起案日より前にできません。",
            ),
        ]

    def __str__(self) -> str:
        return self.document_number

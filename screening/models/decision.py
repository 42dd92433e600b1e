"""The outcome: 案, 決裁, 告知."""

from django.db import models
from django.db.models import Q

from screening.enums import ApprovalKind, ConfirmedAs, DecisionState, Disposition, Implementer

from .screening import Screening


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
            ),
            models.Index(
                fields=["screening"], name="decision_with_division", condition=Q(state__in=["DRAFTED", "SENT_BACK"])
            ),
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

"""The outcome: 案, 決裁, 告知."""

from django.db import models
from django.db.models import Q

from proposals.models import Challenge
from screening.enums import (
    ApprovalKind,
    ConfirmedAs,
    ContractItem,
    ContractMethod,
    DecisionState,
    Disposition,
    Implementer,
)

from .money import ContractLimit
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
    # a way on after a 見送り
    near = models.ManyToManyField(Challenge, blank=True, related_name="+", verbose_name="近い課題")
    shelf_until = models.DateField(
        "棚に置く期限", null=True, blank=True, help_text="この日まで、毎年7月に課とデスクへ思い出すメールが行きます。"
    )
    # a contract, where it comes to one
    contract_method = models.CharField("契約の方法", max_length=8, choices=ContractMethod, blank=True)
    contract_item = models.CharField("施行令第167条の2第1項", max_length=1, choices=ContractItem, blank=True)
    contract_reason = models.CharField("随意契約の理由", max_length=300, blank=True)
    contract_consulted_on = models.DateField("契約課と合議した日", null=True, blank=True)
    contract_limit = models.ForeignKey(
        ContractLimit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="契約の種類"
    )
    contract_amount = models.PositiveBigIntegerField("予定価格（円）", null=True, blank=True)
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
                name="decision_shelf_after_decline",
                condition=Q(shelf_until=None) | Q(disposition="DECLINE"),
                violation_error_message="棚に置けるのは、見送りのときだけです。",
            ),
            models.CheckConstraint(
                name="decision_contract_consulted",
                condition=Q(
                    contract_method="",
                    contract_item="",
                    contract_reason="",
                    contract_consulted_on=None,
                    contract_amount=None,
                )
                | (~Q(contract_method="") & Q(contract_consulted_on__isnull=False)),
                violation_error_message="契約の方法には、契約課の合議が要ります。合議した日を入れてください。",
            ),
            models.CheckConstraint(
                name="decision_contract_ground",
                condition=Q(contract_method__in=["PROPOSAL", "SOLE"]) & ~Q(contract_item="") & ~Q(contract_reason="")
                | ~Q(contract_method__in=["PROPOSAL", "SOLE"]) & Q(contract_item="", contract_reason=""),
                violation_error_message="随意契約には、施行令第167条の2第1項の号と理由が要ります。",
            ),
            models.CheckConstraint(
                name="decision_contract_small",
                condition=Q(contract_item="1", contract_limit__isnull=False, contract_amount__isnull=False)
                | ~Q(contract_item="1") & Q(contract_limit=None, contract_amount=None),
                violation_error_message="第1号（少額）のときだけ、契約の種類と予定価格を入れます。",
            ),
            models.CheckConstraint(
                name="decision_told_iff_date",
                condition=Q(state="TOLD", told_at__isnull=False) | (~Q(state="TOLD") & Q(told_at=None)),
                violation_error_message="お知らせ済みの結果には、お知らせした日時が必要です。",
            ),
        ]
        indexes = [
            models.Index(fields=["shelf_until"], name="decision_on_shelf", condition=Q(shelf_until__isnull=False)),
            models.Index(
                fields=["screening"], name="decision_waiting", condition=Q(state__in=["PROPOSED", "CONFIRMED"])
            ),
            models.Index(
                fields=["screening"], name="decision_with_division", condition=Q(state__in=["DRAFTED", "SENT_BACK"])
            ),
        ]

    def __str__(self) -> str:
        return self.get_disposition_display()

    @property
    def contract_amount_words(self) -> str:
        """Return 「800,000円」; empty without a price."""
        return "" if self.contract_amount is None else f"{self.contract_amount:,}円"


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

"""Wording that binds is versioned data. A version that anyone answered never changes (trigger)."""

from datetime import date
from typing import Self

from django.db import models

from nara_renkei.directory.models import Organization
from proposals.enums import OPEN_STATUSES, ItemKind, Scope

from .proposal import Proposal


class PledgeItemQuerySet(models.QuerySet["PledgeItem"]):
    def current_on(self, day: date) -> Self:
        """The newest version of each item that is valid on the day, in the order of the form."""
        newest = self.filter(valid_from__lte=day).order_by("code", "-version").distinct("code")
        return self.filter(pk__in=newest.values("pk"), is_retired=False).order_by("position", "code")


class PledgeItem(models.Model):
    """One version of one item of 申告・誓約・同意・了承."""

    code = models.CharField("符号", max_length=4)
    version = models.PositiveSmallIntegerField("版")
    kind = models.CharField("種類", max_length=1, choices=ItemKind)
    scope = models.CharField("かかる範囲", max_length=8, choices=Scope)
    text = models.TextField("文")
    basis = models.CharField("根拠", max_length=120, blank=True)
    # a declaration may offer other answers than はい and いいえ
    choices = models.JSONField("答え", default=list, blank=True, help_text="空なら、はい・いいえ。")
    position = models.PositiveSmallIntegerField("順番", default=0)
    valid_from = models.DateField("使い始める日")
    is_retired = models.BooleanField("使わない", default=False)

    objects = PledgeItemQuerySet.as_manager()

    class Meta:
        verbose_name = "確認事項の文"
        verbose_name_plural = "確認事項の文"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="pledge_item_version_once",
                violation_error_message="この版は、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} 第{self.version}版"


class PledgeRequestQuerySet(models.QuerySet["PledgeRequest"]):
    def waiting(self) -> Self:
        """Those without an answer, of proposals that are under way."""
        return self.filter(answered_at=None, proposal__status__in=OPEN_STATUSES)


class PledgeRequest(models.Model):
    """確認のお願い: a proposal that the desk entered waits for the company's own 申告・誓約・同意・了承."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.CASCADE, related_name="pledge_request", verbose_name="提案"
    )
    email = models.EmailField("お願いした先", blank=True, help_text="空なら、紙で確かめます。")
    asked_at = models.DateTimeField("お願いした日時")
    asked_by = models.CharField("お願いした人", max_length=120)
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)
    # what was ticked so far, as in Proposal.pledge_draft
    pledge_draft = models.JSONField("確認事項の下書き", default=dict, blank=True)

    objects = PledgeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "確認のお願い"
        verbose_name_plural = "確認のお願い"

    def __str__(self) -> str:
        return f"{self.proposal} {self.email}"


class PledgeAnswer(models.Model):
    """The evidence: what was shown, by which version and hash, who answered, when and from where."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="pledge_answers", verbose_name="提案")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    item = models.ForeignKey(PledgeItem, on_delete=models.PROTECT, related_name="answers", verbose_name="確認事項の文")
    answer = models.CharField("答え", max_length=20)
    detail = models.CharField("状況", max_length=400, blank=True)
    text_sha256 = models.CharField("示した文のSHA-256", max_length=64)
    answered_by = models.CharField("答えた人", max_length=120)
    answered_at = models.DateTimeField("答えた日時")
    address = models.CharField("接続元", max_length=45, blank=True)

    class Meta:
        verbose_name = "確認事項の答え"
        verbose_name_plural = "確認事項の答え"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "organization", "item"],
                name="pledge_answer_once",
                violation_error_message="この項目には、もう答えています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.answer}"

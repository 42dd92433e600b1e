"""共同提案者: the other 団体 behind a proposal, and what each answered."""

from typing import Self, cast

from django.db import models
from django.db.models import Q

from nara_renkei.directory.models import Organization

from .proposal import Proposal


class CoProposerQuerySet(models.QuerySet["CoProposer"]):
    def accepted(self) -> Self:
        return self.filter(accepted_at__isnull=False)

    def unanswered(self) -> Self:
        return self.filter(accepted_at=None, declined_at=None)

    def in_order(self) -> Self:
        return self.select_related("organization").order_by("pk")


class CoProposer(models.Model):
    """共同提案者: another 団体 that stands behind the proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="co_proposers", verbose_name="提案")
    # asked by name and address; which 団体 it is, its own member says when accepting
    name = models.CharField("団体の名称", max_length=100)
    email = models.EmailField("担当者のメール", blank=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="団体"
    )
    asked_at = models.DateTimeField("お願いした日時", null=True, blank=True)
    # what it answered
    accepted_at = models.DateTimeField("引き受けた日時", null=True, blank=True)
    accepted_by = models.CharField("引き受けた人", max_length=120, blank=True)
    accepted_from = models.CharField("引き受けた人の接続元", max_length=45, blank=True)
    accepted_sha256 = models.CharField("読んだ文のSHA-256", max_length=64, blank=True)
    declined_at = models.DateTimeField("断った日時", null=True, blank=True)
    declined_reason = models.CharField("断った理由", max_length=200, blank=True)
    # its own ticks, as in Proposal.pledge_draft; evidence is written at 提出
    pledge_draft = models.JSONField("確認事項の下書き", default=dict, blank=True)

    objects = CoProposerQuerySet.as_manager()

    class Meta:
        verbose_name = "共同提案者"
        verbose_name_plural = "共同提案者"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "organization"],
                name="co_proposer_once",
                violation_error_message="この団体は、もう共同提案者です。",
            ),
            models.CheckConstraint(
                name="co_proposer_accepted_names_organization",
                condition=Q(accepted_at=None) | Q(organization__isnull=False, declined_at=None),
                violation_error_message="引き受けた共同提案者には団体が必要です。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization) if self.organization else self.name

    @property
    def partner(self) -> Organization:
        """The 団体 that accepted (constraint co_proposer_accepted_names_organization)."""
        return cast("Organization", self.organization)

    @property
    def about(self) -> str:
        """How its mailed link names it."""
        return f"co_proposer:{self.pk}"

    @property
    def state(self) -> str:
        """Return what it answered, as a person reads it."""
        if self.accepted_at:
            return "引き受けました"
        return "断りました" if self.declined_at else "返事を待っています"

from typing import Self

from django.db import models

from proposals.enums import Status

from .proposal import Proposal


class StatusChangeQuerySet(models.QuerySet["StatusChange"]):
    def oldest_first(self) -> Self:
        return self.order_by("at", "pk")


class StatusChange(models.Model):
    """The append-only life story of a proposal. The column and the history are written together."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="status_changes", verbose_name="提案")
    origin = models.CharField("前の状態", max_length=12, choices=Status)
    target = models.CharField("後の状態", max_length=12, choices=Status)
    move = models.CharField("動き", max_length=16)
    actor = models.CharField("した人", max_length=120)
    party = models.CharField("した側", max_length=10)
    reason = models.TextField("理由", blank=True)
    at = models.DateTimeField("日時")

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "状態の履歴"
        verbose_name_plural = "状態の履歴"
        indexes = [
            models.Index(fields=["proposal", "at"], name="status_change_story"),
            models.Index(fields=["target", "at"], name="status_change_target"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.origin}→{self.target}"

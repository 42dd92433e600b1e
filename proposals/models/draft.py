from django.db import models
from django.db.models import Q

from .proposal import Proposal


class Draft(models.Model):
    """What the form remembers beside the columns of the proposal.

    ``typed`` holds, by step, what does not fit a column yet and the answers that become evidence
    only at 提出. After 提出 it holds the corrections that are not resubmitted yet.
    """

    proposal = models.OneToOneField(
        Proposal, on_delete=models.CASCADE, primary_key=True, related_name="draft", verbose_name="提案"
    )
    typed = models.JSONField("入力中の値", default=dict, blank=True)
    reminded_at = models.DateTimeField("続きをおすすめした日時", null=True, blank=True)
    warned_at = models.DateTimeField("期限をお知らせした日時", null=True, blank=True)

    class Meta:
        verbose_name = "下書きの控え"
        verbose_name_plural = "下書きの控え"
        indexes = [models.Index(fields=["warned_at"], name="draft_unwarned", condition=Q(warned_at=None))]

    def __str__(self) -> str:
        return str(self.proposal)

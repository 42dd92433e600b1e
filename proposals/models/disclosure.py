from django.db import models

from nara_renkei.core.gathering import Worded
from proposals.rules.content import MARKABLE_FIELDS, Mark

from .proposal import Proposal


class DisclosureMarkQuerySet(models.QuerySet["DisclosureMark"]):
    def by_field(self, proposal: Proposal) -> dict[str, Mark]:
        """Return what is marked in a proposal, in the order of the form. One query."""
        found = {mark.field: Mark(mark.part, mark.reason) for mark in OF_PROPOSAL.ask(proposal=proposal.pk)}
        return {field: found[field] for field in MARKABLE_FIELDS if field in found}


class DisclosureMark(models.Model):
    """開示されると不利益がある部分: which field, which part, and why, in the proposer's words."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="disclosure_marks", verbose_name="提案"
    )
    field = models.CharField("欄", max_length=40)
    part = models.CharField("部分", max_length=200, blank=True, help_text="空なら、この欄の全部。")
    reason = models.CharField("理由", max_length=200)

    objects = DisclosureMarkQuerySet.as_manager()

    class Meta:
        verbose_name = "開示に配慮してほしい部分"
        verbose_name_plural = "開示に配慮してほしい部分"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "field"],
                name="disclosure_mark_once",
                violation_error_message="この欄の印は、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.field}"


OF_PROPOSAL = Worded(lambda proposal: DisclosureMark.objects.filter(proposal=proposal).order_by("pk"))

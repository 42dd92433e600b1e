"""進め方の区分 of one proposal, as its company reads it, and the move to a 公募. Both are facts: nothing is changed later."""

from typing import Self

from django.db import models

from proposals.enums import Procedure

from .proposal import Proposal


class ProcedureNoticeQuerySet(models.QuerySet["ProcedureNotice"]):
    def newest_first(self) -> Self:
        return self.order_by("-decided_at", "-pk")


class ProcedureNotice(models.Model):
    """進め方の区分を決めた: by whom and why. The newest is what ``Proposal.procedure`` says."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="procedure_notices", verbose_name="提案"
    )
    procedure = models.CharField("進め方の区分", max_length=20, choices=Procedure)
    decider = models.CharField("決めた人の職", max_length=60)
    reason = models.CharField("理由", max_length=300, help_text="提案者も読みます。")
    noted_by = models.CharField("記録した人", max_length=120)
    decided_at = models.DateTimeField("決めた日時")

    objects = ProcedureNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "進め方の区分の決定"
        verbose_name_plural = "進め方の区分の決定"

    def __str__(self) -> str:
        return self.get_procedure_display()


class Tender(models.Model):
    """公募に移した: from then on nothing is told to this proposer alone."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="tender", verbose_name="提案")
    ask_at = models.CharField("質問の受け方", max_length=200)
    moved_at = models.DateTimeField("公募に移した日時")
    moved_by = models.CharField("公募に移した人", max_length=120)

    class Meta:
        verbose_name = "公募への移行"
        verbose_name_plural = "公募への移行"

    def __str__(self) -> str:
        return str(self.proposal)

"""終わった提案に聞く: which ended proposals were asked how it went. What they answered stands in surveys."""

from django.db import models

from nara_renkei.surveys.models import Addressee, Survey
from proposals.models import Proposal


class AfterQuestion(models.Model):
    """A proposal whose two sides were asked, once. The survey is the year's: one proposal alone makes no five answers."""

    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="+", related_query_name="after_question", verbose_name="提案"
    )
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+", verbose_name="アンケート")
    asked_at = models.DateTimeField("お願いした日時")
    asked_by = models.CharField("お願いした人", max_length=120)
    # whose name and address go with the proposal's; who answered stands nowhere
    people = models.ManyToManyField(Addressee, related_name="+", verbose_name="お願いした宛先")

    class Meta:
        verbose_name = "終わった提案へのお願い"
        verbose_name_plural = "終わった提案へのお願い"

    def __str__(self) -> str:
        return str(self.proposal)

"""The queue's own face of a proposal (decisions.md 10)."""

from proposals.models import Proposal


class DeskProposal(Proposal):
    """A proposal as the desk works on it. No table of its own."""

    class Meta:
        proxy = True
        app_label = "screening"
        verbose_name = "提案"
        verbose_name_plural = "提案"

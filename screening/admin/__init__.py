"""The desk's work in the admin: the queue, the page of a proposal, and the lists it edits."""

from .desk_proposal import DeskProposal
from .queue import DeskProposalAdmin
from .words import DeclineReasonAdmin

__all__ = ["DeclineReasonAdmin", "DeskProposal", "DeskProposalAdmin"]

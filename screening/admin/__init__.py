"""The desk's work in the admin: the queue and the page of a proposal, and the lists it edits."""

from .desk_proposal import DeskProposal

__all__ = ["DeskProposal"]

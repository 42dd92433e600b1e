"""Pulled from proposals, never pushed: the desk's needs, a 課's worklist, one proposal's folder."""

from .desk import DeskFacts, desk_facts, inbox, needing_desk, needs_of, with_infected_file
from .division import Worklist, WorkRow, division_worklist
from .folder import ProposalDossier, VersionDiff, Words, label_of, proposal_dossier

__all__ = [
    "DeskFacts",
    "ProposalDossier",
    "VersionDiff",
    "Words",
    "WorkRow",
    "Worklist",
    "desk_facts",
    "division_worklist",
    "inbox",
    "label_of",
    "needing_desk",
    "needs_of",
    "proposal_dossier",
    "with_infected_file",
]

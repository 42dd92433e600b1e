"""The desk's work in the admin: the queue, the page of a proposal, and the lists it edits."""

from .after_questions import AfterQuestionAdmin
from .consultees import StandingConsulteeAdmin
from .contacts import ContactAdmin
from .criteria import CriteriaSetAdmin
from .desk_proposal import DeskProposal
from .disclosures import DisclosureGroundAdmin, DisclosureRequestAdmin, DisclosureTermsAdmin
from .handovers import HandoverAdmin
from .queue import DeskProposalAdmin
from .retention import DisposalListAdmin, HoldAdmin, RetentionClassAdmin
from .roster_readers import RosterReaderAdmin
from .successors import SuccessorLetterAdmin
from .words import CheckItemAdmin, DeclineReasonAdmin

__all__ = [
    "AfterQuestionAdmin",
    "CheckItemAdmin",
    "ContactAdmin",
    "CriteriaSetAdmin",
    "DeclineReasonAdmin",
    "DeskProposal",
    "DeskProposalAdmin",
    "DisclosureGroundAdmin",
    "DisclosureRequestAdmin",
    "DisclosureTermsAdmin",
    "DisposalListAdmin",
    "HandoverAdmin",
    "HoldAdmin",
    "RetentionClassAdmin",
    "RosterReaderAdmin",
    "StandingConsulteeAdmin",
    "SuccessorLetterAdmin",
]

from .access import ProposalAccess
from .attachment import Attachment, AttachmentQuerySet
from .challenge import Challenge, ChallengeQuestion
from .clocks import Pause, Promise, ToldDate
from .co_proposer import CoProposer
from .condition import Condition
from .consultation import Consultation, ConsultationFile, ConsultationSlot
from .corrections import CorrectionItem, CorrectionReason, CorrectionRequest
from .disclosure import DisclosureMark
from .draft import Draft
from .letters import Letter, Message
from .meeting import Meeting
from .norm import Norm
from .pledges import PledgeAnswer, PledgeItem, PledgeRequest
from .procedure import ProcedureNotice, Tender
from .proposal import NumberSequence, Proposal, ProposalQuerySet
from .roster import RosterEntry, RosterRequest
from .sorter import SorterCount, SorterDestination
from .status_change import StatusChange
from .submission import Change, Submission, Words
from .trouble import Trouble

__all__ = [
    "Attachment",
    "AttachmentQuerySet",
    "Challenge",
    "ChallengeQuestion",
    "Change",
    "CoProposer",
    "Condition",
    "Consultation",
    "ConsultationFile",
    "ConsultationSlot",
    "CorrectionItem",
    "CorrectionReason",
    "CorrectionRequest",
    "DisclosureMark",
    "Draft",
    "Letter",
    "Meeting",
    "Message",
    "Norm",
    "NumberSequence",
    "Pause",
    "PledgeAnswer",
    "PledgeItem",
    "PledgeRequest",
    "ProcedureNotice",
    "Promise",
    "Proposal",
    "ProposalAccess",
    "ProposalQuerySet",
    "RosterEntry",
    "RosterRequest",
    "SorterCount",
    "SorterDestination",
    "StatusChange",
    "Submission",
    "Tender",
    "ToldDate",
    "Trouble",
    "Words",
]

from .access import ProposalAccess
from .challenge import Challenge, ChallengeQuestion
from .clocks import Meeting, Pause, Promise
from .corrections import CorrectionItem, CorrectionRequest
from .draft import Draft
from .letters import Letter, Message
from .pledges import PledgeAnswer, PledgeItem
from .proposal import Attachment, CoProposer, NumberSequence, Proposal, ProposalQuerySet
from .status_change import StatusChange
from .submission import Submission

__all__ = [
    "Attachment",
    "Challenge",
    "ChallengeQuestion",
    "CoProposer",
    "CorrectionItem",
    "CorrectionRequest",
    "Draft",
    "Letter",
    "Meeting",
    "Message",
    "NumberSequence",
    "Pause",
    "PledgeAnswer",
    "PledgeItem",
    "Promise",
    "Proposal",
    "ProposalAccess",
    "ProposalQuerySet",
    "StatusChange",
    "Submission",
]

"""What only the city may read. Foreign keys down to Proposal leave no accessor on it."""

from .after_question import AfterQuestion
from .background import BackgroundCheck, RosterReader
from .calendar_feed import CalendarFeed
from .checks import CheckItem, SoundnessCheck
from .conditions import DecisionCondition
from .contact import Contact
from .decision import Approval, Decision, DeclineReason
from .disclosure_request import (
    DisclosureDocument,
    DisclosureGround,
    DisclosureRequest,
    DisclosureTerms,
    Redaction,
    ThirdPartyOpinion,
)
from .handover import Handover, SuccessorLetter
from .inquiry import Inquiry, StandingConsultee
from .interest import Interest, interested
from .judging import Assessor, ConflictDeclaration, CriteriaSet, Criterion, Finding, Score
from .money import BudgetDate, ContractLimit
from .next_step import NextStep
from .procedure_tick import ProcedureTick
from .queue import QueueExport, SavedFilter
from .record_opening import RecordOpening
from .records import Minutes, Note
from .reply import ReplyTemplate
from .retention import DisposalLine, DisposalList, Extension, Hold, RetentionClass
from .routing import Routing, RoutingAnswer
from .ruling import Ruling
from .screening import Screening
from .tender import TenderDisclosure
from .undertaking import Milestone, Undertaking, YearEnd

__all__ = [
    "AfterQuestion",
    "Approval",
    "Assessor",
    "BackgroundCheck",
    "BudgetDate",
    "CalendarFeed",
    "CheckItem",
    "ConflictDeclaration",
    "Contact",
    "ContractLimit",
    "CriteriaSet",
    "Criterion",
    "Decision",
    "DecisionCondition",
    "DeclineReason",
    "DisclosureDocument",
    "DisclosureGround",
    "DisclosureRequest",
    "DisclosureTerms",
    "DisposalLine",
    "DisposalList",
    "Extension",
    "Finding",
    "Handover",
    "Hold",
    "Inquiry",
    "Interest",
    "Milestone",
    "Minutes",
    "NextStep",
    "Note",
    "ProcedureTick",
    "QueueExport",
    "RecordOpening",
    "Redaction",
    "ReplyTemplate",
    "RetentionClass",
    "RosterReader",
    "Routing",
    "RoutingAnswer",
    "Ruling",
    "SavedFilter",
    "Score",
    "Screening",
    "SoundnessCheck",
    "StandingConsultee",
    "SuccessorLetter",
    "TenderDisclosure",
    "ThirdPartyOpinion",
    "Undertaking",
    "YearEnd",
    "interested",
]

"""Pulled from proposals, never pushed: the desk's needs, a 課's worklist, one proposal's folder."""

from .checks import Found, ItemState, StageState, check_stage, check_stages
from .choosing import (
    EVERYTHING,
    KEPT,
    LABELS,
    NARROWING,
    WORDS,
    chosen_ids,
    ids_of,
    is_narrowed,
    need_of,
)
from .contacts import contacts_of, find_by_number, memo_of, proposals_called
from .desk import COUNTED_TO, DeskFacts, DeskQueue, capped, desk_facts, desk_queue, inbox, needs_of
from .dialogue import Dialogue, StepRow, dialogue_of
from .division import TAB_LABELS, Tab, Worklist, WorkRow, division_worklist
from .drafting import DraftingSet, decision_to_draft, drafting_papers, drafting_set
from .export import queue_papers, queue_sheet, saved_filters, sheet_of
from .fates import Fate, fates_of, whole_proposals
from .folder import ProposalDossier, VersionDiff, Words, label_of, proposal_dossier, readable_files, scope_of
from .hints import hints_at_once, hints_of
from .meanwhile import acted_since, last_events
from .money import budget_ways, is_costed, may_come_to_a_contract
from .outcomes import told_conditions
from .picking import picked, unread_of
from .precedents import Precedent, precedents_of
from .procedures import Checklist, ProcedureRow, checklist_of
from .record_openings import last_openings, standing_opening
from .suggestions import Suggestion, Took, suggest_divisions
from .today import TodaySheet, today_sheet
from .undertakings import Work, agreements_of, running, work_of, year_end_words

__all__ = [
    "COUNTED_TO",
    "EVERYTHING",
    "KEPT",
    "LABELS",
    "NARROWING",
    "TAB_LABELS",
    "WORDS",
    "Checklist",
    "DeskFacts",
    "DeskQueue",
    "Dialogue",
    "DraftingSet",
    "Fate",
    "Found",
    "ItemState",
    "Precedent",
    "ProcedureRow",
    "ProposalDossier",
    "StageState",
    "StepRow",
    "Suggestion",
    "Tab",
    "TodaySheet",
    "Took",
    "VersionDiff",
    "Words",
    "Work",
    "WorkRow",
    "Worklist",
    "acted_since",
    "agreements_of",
    "budget_ways",
    "capped",
    "check_stage",
    "check_stages",
    "checklist_of",
    "chosen_ids",
    "contacts_of",
    "decision_to_draft",
    "desk_facts",
    "desk_queue",
    "dialogue_of",
    "division_worklist",
    "drafting_papers",
    "drafting_set",
    "fates_of",
    "find_by_number",
    "hints_at_once",
    "hints_of",
    "ids_of",
    "inbox",
    "is_costed",
    "is_narrowed",
    "label_of",
    "last_events",
    "last_openings",
    "may_come_to_a_contract",
    "memo_of",
    "need_of",
    "needs_of",
    "picked",
    "precedents_of",
    "proposal_dossier",
    "proposals_called",
    "queue_papers",
    "queue_sheet",
    "readable_files",
    "running",
    "saved_filters",
    "scope_of",
    "sheet_of",
    "standing_opening",
    "suggest_divisions",
    "today_sheet",
    "told_conditions",
    "unread_of",
    "whole_proposals",
    "work_of",
    "year_end_words",
]

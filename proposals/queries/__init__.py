"""Page-shaped reads of what a company may see."""

from .dates import Counted, Counting, ToldDay, count_openly, countings, norm_of, season_of, told_days
from .evidence import (
    EVIDENCE_LASTS,
    answers_taken_over,
    evidence_among,
    evidence_of,
    evidence_rows,
    items_due,
    items_to_ask,
)
from .figures import (
    FEWEST_CASES,
    NEWEST_CASES,
    MedianDays,
    first_met,
    median_working_days,
    parked_spans,
    realised_proposals,
    usual_working_days,
)
from .joint import entrusted_of_link, joint_of, joint_of_link, letter_readers, own_evidence
from .lists import (
    MY_FILTERS,
    MY_PAGE,
    SLOT_HORIZON,
    MyRow,
    free_slots,
    long_record,
    my_consultations,
    my_proposals,
    organizations_to_confirm,
)
from .near import near_challenges
from .papers import draft_papers, reader_of, receipt_papers, usable_paper
from .sheets import SheetRow, must_reconfirm, next_step_of, sheet_row
from .status import CompanySheet, NextDate, TimelineStep, company_sheet
from .telephone import PhoneAnswer, phone_answer

__all__ = [
    "EVIDENCE_LASTS",
    "FEWEST_CASES",
    "MY_FILTERS",
    "MY_PAGE",
    "NEWEST_CASES",
    "SLOT_HORIZON",
    "CompanySheet",
    "Counted",
    "Counting",
    "MedianDays",
    "MyRow",
    "NextDate",
    "PhoneAnswer",
    "SheetRow",
    "TimelineStep",
    "ToldDay",
    "answers_taken_over",
    "company_sheet",
    "count_openly",
    "countings",
    "draft_papers",
    "entrusted_of_link",
    "evidence_among",
    "evidence_of",
    "evidence_rows",
    "first_met",
    "free_slots",
    "items_due",
    "items_to_ask",
    "joint_of",
    "joint_of_link",
    "letter_readers",
    "long_record",
    "median_working_days",
    "must_reconfirm",
    "my_consultations",
    "my_proposals",
    "near_challenges",
    "next_step_of",
    "norm_of",
    "organizations_to_confirm",
    "own_evidence",
    "parked_spans",
    "phone_answer",
    "reader_of",
    "realised_proposals",
    "receipt_papers",
    "season_of",
    "sheet_row",
    "told_days",
    "usable_paper",
    "usual_working_days",
]

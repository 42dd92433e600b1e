"""Page-shaped reads of what a company may see."""

from .evidence import EVIDENCE_LASTS, evidence_of, items_due, items_to_ask
from .figures import (
    FEWEST_CASES,
    NEWEST_CASES,
    MedianDays,
    median_working_days,
    parked_spans,
    realised_proposals,
    usual_working_days,
)
from .lists import (
    MY_FILTERS,
    MY_PAGE,
    SLOT_HORIZON,
    MyRow,
    free_slots,
    long_record,
    my_consultations,
    my_proposals,
    organizations_of,
)
from .status import CompanySheet, NextDate, TimelineStep, company_sheet

__all__ = [
    "EVIDENCE_LASTS",
    "FEWEST_CASES",
    "MY_FILTERS",
    "MY_PAGE",
    "NEWEST_CASES",
    "SLOT_HORIZON",
    "CompanySheet",
    "MedianDays",
    "MyRow",
    "NextDate",
    "TimelineStep",
    "company_sheet",
    "evidence_of",
    "free_slots",
    "items_due",
    "items_to_ask",
    "long_record",
    "median_working_days",
    "my_consultations",
    "my_proposals",
    "organizations_of",
    "parked_spans",
    "realised_proposals",
    "usual_working_days",
]

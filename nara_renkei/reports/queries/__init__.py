"""What papers and pages of figures say."""

from .monthly import (
    FIGURES,
    MONTHLY,
    AgeBand,
    DepartmentLine,
    Line,
    MonthlyFigures,
    ProposalLine,
    finished_papers,
    latest_papers,
    monthly_figures,
    months_to_report,
    ordered_by_the_calendar,
    papers_to_read,
    ready_of_last_month,
)
from .outcomes import WITHDRAWN

__all__ = [
    "FIGURES",
    "MONTHLY",
    "WITHDRAWN",
    "AgeBand",
    "DepartmentLine",
    "Line",
    "MonthlyFigures",
    "ProposalLine",
    "finished_papers",
    "latest_papers",
    "monthly_figures",
    "months_to_report",
    "ordered_by_the_calendar",
    "papers_to_read",
    "ready_of_last_month",
]

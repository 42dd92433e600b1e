"""What papers and pages of figures say."""

from .monthly import (
    AgeBand,
    DepartmentLine,
    Line,
    MonthlyFigures,
    ProposalLine,
    monthly_figures,
)
from .outcomes import WITHDRAWN
from .papers import (
    BY_MANAGERS,
    READABLE,
    finished_papers,
    latest_papers,
    ordered_by_the_calendar,
    papers_to_order_again,
    papers_to_read,
    ready_of_last_month,
)

__all__ = [
    "BY_MANAGERS",
    "READABLE",
    "WITHDRAWN",
    "AgeBand",
    "DepartmentLine",
    "Line",
    "MonthlyFigures",
    "ProposalLine",
    "finished_papers",
    "latest_papers",
    "monthly_figures",
    "ordered_by_the_calendar",
    "papers_to_order_again",
    "papers_to_read",
    "ready_of_last_month",
]

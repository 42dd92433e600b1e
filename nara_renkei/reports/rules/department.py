"""部の状況: the kinds of its papers, what they are about, and the periods that a leader asks for. Plain Python."""

from datetime import date, timedelta
from typing import Final

from nara_renkei.core.calendar import FiscalYear

from .months import first_of_previous, last_day
from .periods import Period, period_of, quarters_of, year_of

DEPARTMENT: Final = "department"  # PaperJob.kind: for the heads of the 部 and the desk
DEPARTMENT_IN_GROUPS: Final = "department_in_groups"  # without groups of fewer than five people: for 市長・副市長


def kind_of(in_full: bool) -> str:
    """Return the kind of paper for a reader."""
    return DEPARTMENT if in_full else DEPARTMENT_IN_GROUPS


def about_of(code: str, period: Period) -> str:
    """Return 「0110/2026-04-01/2027-03-31」."""
    return f"{code}/{period.key}"


def read_about(about: str) -> tuple[str, Period] | None:
    """Return the code of the 部 and the period; None for anything else."""
    code, _, key = about.partition("/")
    period = period_of(key)
    return (code, period) if code and period else None


def period_about(about: str) -> Period | None:
    """Return the period of a paper; None for anything else."""
    found = read_about(about)
    return found[1] if found else None


def handy_periods(today: date) -> list[tuple[str, Period]]:
    """Return this 年度, the quarter before this one, the month before this one and this month, by name."""
    month = today.replace(day=1)
    running = next(one for one in quarters_of(FiscalYear.of(today)) if one.first <= today <= one.last)
    eve = running.first - timedelta(days=1)
    before = next(one for one in quarters_of(FiscalYear.of(eve)) if one.last == eve)
    last = first_of_previous(month)
    return [
        ("今年度", year_of(FiscalYear.of(today))),
        ("前の四半期", before),
        ("先月", Period(last, last_day(last))),
        ("今月", Period(month, last_day(month))),
    ]

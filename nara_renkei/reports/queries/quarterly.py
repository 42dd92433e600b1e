"""What a quarterly report says: the figures of ``figures_of`` for five quarters, and the rest of the last one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nara_renkei.core.calendar import local_day
from nara_renkei.reports.rules.beside import BesideRow, Column, beside
from nara_renkei.reports.rules.figures import Figure
from nara_renkei.reports.rules.periods import Period, quarters_until

from .departments import DepartmentRow, department_rows
from .figures import columns_of
from .meeting import Agenda, agenda_on
from .outcomes import midnight
from .promises import PromiseLine, judged_promises, lines_of
from .rows import open_on

QUARTERS = 5  # the same quarter of last year, and those since


@dataclass(frozen=True, slots=True)
class QuarterlyFigures:
    """One quarter of the city."""

    period: Period
    as_of: date  # the day of which the stock is told: the quarter's last, or today while it runs
    is_running: bool
    quarters: Sequence[Period]  # QUARTERS, the newest last
    columns: Sequence[Column]  # the figures of each
    rows: Sequence[BesideRow]  # this quarter, the one before, the same of last year
    open: int  # proposals that wait for their outcome on that day
    promises: Sequence[PromiseLine]
    departments: Sequence[DepartmentRow]
    agenda: Agenda  # as of today

    @property
    def promises_late(self) -> int:
        return sum(line.late for line in self.promises)

    @property
    def figures(self) -> Mapping[str, Figure]:
        """The figures of this quarter by code."""
        return self.columns[-1] or {}


def quarterly_figures(period: Period, *, at: datetime) -> QuarterlyFigures:
    """Return the figures of a quarter that has begun. The number of queries does not depend on the proposals."""
    today = local_day(at)
    as_of = period.as_of(today)
    quarters = quarters_until(period, QUARTERS)
    columns = columns_of(quarters, at=at)
    promises = judged_promises(period.first, as_of)
    return QuarterlyFigures(
        period=period,
        as_of=as_of,
        is_running=today <= period.last,
        quarters=quarters,
        columns=columns,
        rows=beside([columns[-1], columns[-2], columns[0]]),
        open=len(open_on(midnight(as_of + timedelta(days=1)))),
        promises=lines_of(promises),
        departments=department_rows(period.first, as_of, promises),
        agenda=agenda_on(today),
    )

"""保存年限: when the years of a record begin and end, and the table to begin with.

The years are 例: the usual shape of a city's 文書管理規程, to be checked against the city's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nara_renkei.core.calendar import FiscalYear
from proposals.enums import Status
from screening.enums import RecordKind

EXAMPLE: Final = "例：市町村の文書管理規程に多い年数。市の規程と照らして直してください。"
MOST_YEARS: Final = 99
STILL_AFTER: Final = timedelta(days=14)  # a list waits for approval or for its start so long before anybody is told

# what a closed proposal is, by what came of it
KIND_OF: Final = {
    Status.COMPLETED: RecordKind.REALISED,
    Status.DECLINED: RecordKind.DECLINED,
    Status.REFERRED: RecordKind.REFERRED,
    Status.WITHDRAWN: RecordKind.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class First:
    """One row of the table to begin with."""

    kind: RecordKind
    years: int


FIRST_YEARS: Final = (
    First(RecordKind.REALISED, 10),
    First(RecordKind.DECLINED, 5),
    First(RecordKind.REFERRED, 5),
    First(RecordKind.WITHDRAWN, 5),
    First(RecordKind.PERSON, 1),
    First(RecordKind.CONSULTATION, 3),
    First(RecordKind.DIALOGUE, 5),
    First(RecordKind.TRAINING, 3),
    First(RecordKind.ACCOUNT, 3),
)


def starts_on(completed_on: date) -> date:
    """Return the first day of the years: 1 April after the 年度 in which it was completed."""
    return FiscalYear(FiscalYear.of(completed_on).year + 1).first


def ends_on(completed_on: date, years: int) -> date:
    """Return the last day on which it is kept: 31 March. Completed 2021-06-10, five years: 2027-03-31."""
    return FiscalYear(FiscalYear.of(completed_on).year + years).last


def over_before(today: date, years: int) -> date:
    """Return the day before which it must have been completed for its years to be over today."""
    return FiscalYear(FiscalYear.of(today).year - years).first


def list_number(year: FiscalYear, taken: Iterable[str]) -> str:
    """Return the next number of the year: R9-廃-01."""
    prefix = f"{year.short}-廃-"
    last = max((int(one.removeprefix(prefix)) for one in taken if one.startswith(prefix)), default=0)
    return f"{prefix}{last + 1:02}"

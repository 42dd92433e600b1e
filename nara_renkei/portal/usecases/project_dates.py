"""The calendar or a norm was edited: count every open date again (decisions.md 6)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.core.wall import as_city
from proposals.usecases.keep_promises import project_due_dates
from screening.queries.failures import parted_promises
from screening.usecases.keep_due_dates import keep_due_dates


@dataclass(frozen=True, slots=True)
class MovedDates:
    promises: int  # dates of the city towards companies
    routings: int  # dates of the 課 towards the desk
    parted: tuple[str, ...]  # numbers of proposals whose told date this very edit parted from the count

    @property
    def total(self) -> int:
        return self.promises + self.routings


@as_city("the calendar counts the dates of every 課")
@transaction.atomic
def project_dates(*, by: Actor, at: datetime) -> MovedDates:
    """Rewrite ``due_on`` of every open promise and 送付; return what moved. Dates told to companies stay as told."""
    today = local_day(at)
    before = _parted()
    promises = project_due_dates(proposals=None, today=today)
    routings = keep_due_dates(today=today)
    after = _parted()
    numbers = sorted({number for key, (number, due) in after.items() if before.get(key) != (number, due)})
    if promises or routings:
        record("dates.projected", about="calendar:all", by=by, at=at, promises=promises, routings=routings)
    return MovedDates(promises, routings, tuple(numbers))


def _parted() -> dict[int, tuple[str, date]]:
    """Return of every open promise whose told date is not the counted one: its id, the 提案番号, the counted date."""
    rows = parted_promises().values_list("pk", "proposal__number", "due_on")
    return {pk: (str(number), due_on) for pk, number, due_on in rows if due_on}

"""The calendar or a norm was edited: count every open date again (decisions.md 6)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.core.wall import as_city
from nara_renkei.portal.queries import parted_dates
from proposals.usecases.keep_promises import project_due_dates
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
    before = parted_dates()
    promises = project_due_dates(proposals=None, today=today)
    routings = keep_due_dates(today=today)
    after = parted_dates()
    numbers = sorted({number for key, (number, due) in after.items() if before.get(key) != (number, due)})
    if promises or routings:
        record("dates.projected", about="calendar:all", by=by, at=at, promises=promises, routings=routings)
    return MovedDates(promises, routings, tuple(numbers))

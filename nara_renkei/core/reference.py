"""Reference data of the ground floor, loaded again without harm."""

from collections.abc import Iterable

from .holidays import usual_closed_days
from .models import Holiday


def load_holidays(years: Iterable[int]) -> int:
    """Add the usual closed days of the years that the table does not have; return how many were added.

    A day that somebody edited keeps its name.
    """
    wanted = [Holiday(day=day, name=name) for year in years for day, name in usual_closed_days(year)]
    before = Holiday.objects.count()
    Holiday.objects.bulk_create(wanted, ignore_conflicts=True)
    return Holiday.objects.count() - before

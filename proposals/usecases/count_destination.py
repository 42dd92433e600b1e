"""Somebody was shown another window: counted by month, nobody is recorded."""

from datetime import date

from django.db import transaction
from django.db.models import F

from proposals.models import SorterCount, SorterDestination


@transaction.atomic
def count_destination(*, code: str, on: date) -> None:
    """Add one to the month. A code the desk has no words for is not counted."""
    destination = SorterDestination.objects.filter(code=code).first()
    if destination is None:
        return
    month = on.replace(day=1)
    SorterCount.objects.bulk_create([SorterCount(destination=destination, month=month)], ignore_conflicts=True)
    SorterCount.objects.filter(destination=destination, month=month).update(count=F("count") + 1)

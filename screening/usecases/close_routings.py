"""A proposal that is over is over for its 課: ``Routing.over_on`` says since when, and the lists read it."""

from datetime import date

from django.db import transaction

from proposals.enums import CLOSED_STATUSES
from screening.enums import RoutingState
from screening.models import Routing, Screening


@transaction.atomic
def close_routings(*, today: date, screening: Screening | None = None) -> int:
    """Close what is over, of one folder (of all when None); return how many rows were closed.

    A company that takes its proposal back ends it below us, in proposals: the task that pulls this every few minutes
    is how screening hears of it. Asked about one folder, what was reopened is in hand again.
    """
    rows = Routing.objects.all() if screening is None else Routing.objects.filter(screening=screening)
    if screening is not None:
        rows.exclude(screening__proposal__status__in=CLOSED_STATUSES).update(over_on=None)
    over = rows.in_hand().filter(screening__proposal__status__in=CLOSED_STATUSES)
    ids = list(over.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    closing = Routing.objects.filter(pk__in=ids)
    closing.open().update(state=RoutingState.ENDED, due_on=None)
    return closing.update(over_on=today)

"""``Routing.due_on`` is a projection, kept on open rows; written by this function alone."""

from datetime import date

from django.db import transaction

from nara_renkei.core.holidays import closed_days
from proposals.queries import parked_spans
from proposals.rules import promises
from screening.models import Routing, Screening


@transaction.atomic
def keep_due_dates(*, today: date, screening: Screening | None = None) -> int:
    """Rewrite the due dates of one folder (of all when None); return how many moved.

    A company that answered or a meeting that was held starts the clock below us, in proposals: the task
    that pulls this every few minutes is how screening hears of it.
    """
    rows = Routing.objects.open().select_for_update(of=("self",)).select_related("screening").order_by("pk")
    if screening is not None:
        rows = rows.filter(screening=screening)
    routings = list(rows)
    pauses = parked_spans({row.screening.proposal_id for row in routings})
    closed = closed_days(today, days=800)
    moved = []
    for row in routings:
        spans = [
            span for span in pauses.get(row.screening.proposal_id, []) if span.last is None or span.last > row.starts_on
        ]
        due = promises.due_on(row.starts_on, row.within_days, spans, closed, today=today)
        if due != row.due_on:
            row.due_on = due
            moved.append(row)
    Routing.objects.bulk_update(moved, ["due_on"], batch_size=500)
    return len(moved)

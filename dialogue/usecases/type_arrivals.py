"""The desk types what was ticked on the printed list: many at once, each with its own answer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dialogue.models import Event, Participant
from dialogue.queries.arrivals import TypedRow, typed_rows
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import AuditEvent

FROM_PAPER = "（紙から）"


@transaction.atomic
def type_arrivals(*, event: Event, codes: Sequence[str], by: Actor, at: datetime) -> list[TypedRow]:
    """Check in whom the codes name and return what became of each.

    The paper does not say the minute: on the day it is the moment of typing, afterwards the beginning of the event.
    """
    list(Participant.objects.select_for_update().filter(code__in=codes).order_by("pk"))
    rows = typed_rows(event, codes, on=local_day(at))
    people = [row.person for row in rows if row.person]
    for person in people:
        person.arrived_at = at if local_day(at) == event.held_on else event.starts
        person.arrival_by = f"{by.label[: 120 - len(FROM_PAPER)]}{FROM_PAPER}"
    Participant.objects.bulk_update(people, ["arrived_at", "arrival_by"])
    AuditEvent.objects.bulk_create(
        [audit.event("arrival.typed", about=event.key, by=by, at=at, participant=one.pk) for one in people]
    )
    return [TypedRow(row.code, row.name, "受付しました。", row.person) if row.person else row for row in rows]

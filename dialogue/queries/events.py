"""Events with how many come to them."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dialogue.enums import EventState, RegistrationState, Side
from dialogue.models import Event, Registration


def with_counts(events: QuerySet[Event]) -> Any:
    """Annotate ``companies`` and ``divisions`` that come, and ``waiting`` of both sides."""
    return events.annotate(
        companies=_count(side=Side.COMPANY, state=RegistrationState.ENTERED),
        divisions=_count(side=Side.DIVISION, state=RegistrationState.ENTERED),
        waiting=_count(state=RegistrationState.WAITING),
    )


def coming_events(today: date) -> Any:
    """Return the public events from today on, the next first."""
    return Event.objects.public().filter(held_on__gte=today).exclude(state=EventState.ENDED).order_by("held_on", "pk")


def past_events(today: date) -> Any:
    """Return the public events that are over, the latest first."""
    over = Event.objects.public().exclude(pk__in=coming_events(today).values("pk"))
    return over.newest_first()


def _count(**which: Any) -> Coalesce:
    rows = Registration.objects.filter(event=OuterRef("pk"), **which).order_by().values("event")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)

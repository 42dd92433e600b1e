"""Next year's event after an old one: aims, place, hours and tables are taken over, people are not."""

from datetime import date, datetime

from django.db import transaction

from dialogue.models import Event
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

TAKEN_OVER = (
    "host", "co_host", "aims", "programme", "starts_at", "ends_at", "place", "access", "invites",
    "company_capacity", "division_capacity", "people_limit", "tables", "rounds", "minutes", "break_minutes",
    "first_round_at", "allows_competitors",
)  # fmt: skip


@transaction.atomic
def copy_event(*, event: Event, name: str, slug: str, held_on: date, closes_on: date, by: Actor, at: datetime) -> Event:
    """Return a new event in preparation. Nobody is invited by it; chosen 団体 are chosen anew."""
    new = Event.objects.create(
        **{field: getattr(event, field) for field in TAKEN_OVER},
        name=name,
        slug=slug,
        held_on=held_on,
        closes_on=closes_on,
        copied_from=event,
        created_at=at,
    )
    audit.record("event.copy", about=new.key, by=by, at=at, source=event.key)
    return new

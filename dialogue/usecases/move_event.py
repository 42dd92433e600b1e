"""The desk moves an event to its next stage, or one back. The only writer of ``Event.state``."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import EventState
from dialogue.models import Event
from dialogue.rules.stages import STARTED, may_move
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .record_encounters import record_announced


class CannotMoveEvent(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def move_event(*, event: Event, to: EventState, by: Actor, at: datetime) -> Event:
    """Move the event; nobody is told by it. On the day the announced plan becomes encounters. Raises CannotMoveEvent."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not may_move(event.state, to):
        raise CannotMoveEvent(
            f"「{event.get_state_display()}」から「{to.label}」へは進めません。"
            "画面を開き直して、いまの段階を確かめてください。"
        )
    audit.record("event.move", about=event.key, by=by, at=at, origin=event.state, target=str(to))
    event.state = to
    event.save(update_fields=["state"])
    if to in STARTED:
        record_announced(event=event, by=by, at=at)
    return event

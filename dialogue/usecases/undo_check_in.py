"""The desk takes a check-in back: the wrong person was pressed."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import UndoReason
from dialogue.models import Event, Participant
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor


class CannotUndo(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def undo_check_in(*, event: Event, code: str, reason: UndoReason, by: Actor, at: datetime) -> Participant:
    """Make the person one who is still to come. Who did it and why stands in the audit. Raises CannotUndo."""
    found = Participant.objects.select_for_update().filter(code=code, registration__event=event)
    person = found.exclude(arrived_at=None).first()
    if person is None:
        raise CannotUndo("この人の受付は、もう取り消されています。一覧で確かめてください。")
    person.arrived_at, person.arrival_by = None, ""
    person.save(update_fields=["arrived_at", "arrival_by"])
    audit.record("arrival.undo", about=event.key, by=by, at=at, participant=person.pk, reason=str(reason))
    return person

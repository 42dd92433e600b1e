"""The rounds in which a 団体 or a 課 is not there: it comes late, or leaves early."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from dialogue.models import Registration
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .change_registration import locked_registration


class CannotNoteAbsence(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def note_absent_rounds(*, registration: Registration, rounds: Collection[int], by: Actor, at: datetime) -> Registration:
    """Keep the rounds, counted from 1; they count when the desk solves the seats next. Raises CannotNoteAbsence."""
    registration = locked_registration(registration.pk)
    absent, last = sorted(set(rounds)), registration.event.rounds
    if absent and not (absent[0] >= 1 and absent[-1] <= last):
        raise CannotNoteAbsence(f"回は1から{last}までです。")
    if len(absent) == last:
        raise CannotNoteAbsence("どの回にも出られないときは、申込みを取り消してください。")
    registration.absent_rounds = absent
    registration.save(update_fields=["absent_rounds"])
    audit.record("registration.absence", about=registration.key, by=by, at=at, rounds=absent)
    return registration

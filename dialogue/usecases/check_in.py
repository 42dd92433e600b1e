"""The desk checks a person in, by the code of the badge or by the name on the list; both are the same code."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dialogue.models import Event, Participant
from dialogue.queries.arrivals import UNKNOWN, badge, why_not
from dialogue.rules.codes import shown
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day


class CannotCheckIn(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class CheckedIn:
    person: Participant
    is_first: bool  # False: had been checked in before, and stays so


@transaction.atomic
def check_in(*, event: Event, code: str, by: Actor, at: datetime) -> CheckedIn:
    """Note that the person is here. Twice is no mistake: the first time stands. Raises CannotCheckIn."""
    Participant.objects.select_for_update().filter(code=code).first()
    person = badge(code)
    if person is None:
        raise CannotCheckIn(UNKNOWN.format(code=shown(code)))
    refusal = why_not(person, event, on=local_day(at))
    if refusal:
        raise CannotCheckIn(refusal)
    if person.arrived_at:
        return CheckedIn(person, is_first=False)
    person.arrived_at, person.arrival_by = at, by.label
    person.save(update_fields=["arrived_at", "arrival_by"])
    audit.record("arrival.check_in", about=event.key, by=by, at=at, participant=person.pk)
    return CheckedIn(person, is_first=True)

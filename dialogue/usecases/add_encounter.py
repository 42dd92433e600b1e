"""立ち話: a company and a 課 met outside the plan. The 課 or the desk enters it."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import RegistrationState, Side
from dialogue.models import Encounter, Event, Registration
from dialogue.rules.stages import STARTED
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor


class CannotAddEncounter(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def add_encounter(*, company: Registration, division: Registration, by: Actor, at: datetime) -> Encounter:
    """Return the encounter. Raises CannotAddEncounter before the day, and for two that are written down already."""
    event = Event.objects.select_for_update().get(pk=division.event_id)
    if event.state not in STARTED:
        raise CannotAddEncounter("立ち話は、当日になってから書けます。")
    if (company.event_id, company.side, company.state) != (event.pk, Side.COMPANY, RegistrationState.ENTERED):
        raise CannotAddEncounter("この回に参加した企業を選んでください。")
    if Encounter.objects.filter(company=company, division=division).exists():
        raise CannotAddEncounter(f"{company.name}との出会いは、もう一覧にあります。一覧から開いて書いてください。")
    encounter = Encounter.objects.create(
        event=event, company=company, division=division, recorded_at=at, recorded_by=by.label
    )
    audit.record("encounter.add", about=encounter.key, by=by, at=at, event=event.slug)
    return encounter

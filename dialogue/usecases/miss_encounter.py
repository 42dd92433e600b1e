"""会えなかった: what was planned and did not take place is not counted."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Encounter
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor


class CannotMiss(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def miss_encounter(*, encounter: Encounter, by: Actor, at: datetime) -> Encounter:
    """Take it out of the counts. Raises CannotMiss when somebody has written of what was said."""
    encounter = Encounter.objects.select_for_update(of=("self",)).get(pk=encounter.pk)
    if hasattr(encounter, "note") or encounter.next_steps.exists() or encounter.proposal_id:
        raise CannotMiss("メモか次の一歩か提案のある出会いは、会えなかったことにできません。")
    if encounter.missed_at is None:
        encounter.missed_at, encounter.missed_by = at, by.label
        encounter.save(update_fields=["missed_at", "missed_by"])
        audit.record("encounter.missed", about=encounter.key, by=by, at=at)
    return encounter


@transaction.atomic
def meet_after_all(*, encounter: Encounter, by: Actor, at: datetime) -> Encounter:
    """Count it again."""
    encounter = Encounter.objects.select_for_update(of=("self",)).get(pk=encounter.pk)
    if encounter.missed_at is not None:
        encounter.missed_at, encounter.missed_by = None, ""
        encounter.save(update_fields=["missed_at", "missed_by"])
        audit.record("encounter.met", about=encounter.key, by=by, at=at)
    return encounter

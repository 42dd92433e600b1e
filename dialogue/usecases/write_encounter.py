"""What the city writes between two rounds: the two lines, one 次の一歩, or both, in one go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dialogue.models import Encounter
from nara_renkei.core.actors import Actor

from .keep_encounter_steps import Step, add_encounter_step
from .write_encounter_note import write_encounter_note


@transaction.atomic
def write_encounter(
    *, encounter: Encounter, note: Mapping[str, Any] | None, step: Step | None, by: Actor, at: datetime
) -> None:
    """Keep what there is. ``note``: said, view and version. Raises StaleNote; then nothing was written."""
    if note:
        write_encounter_note(encounter=encounter, **note, by=by, at=at)
    if step:
        add_encounter_step(encounter=encounter, step=step, by=by, at=at)

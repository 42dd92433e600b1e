"""What the city writes between two rounds, or types from paper: the two lines, one 次の一歩, or both, in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dialogue.models import Encounter
from nara_renkei.core.actors import Actor

from .keep_encounter_steps import Step, add_encounter_step
from .write_encounter_note import write_encounter_note


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on a note sheet beside one encounter."""

    encounter: Encounter
    note: Mapping[str, Any] | None  # said, view and version
    step: Step | None


@transaction.atomic
def write_encounter(
    *, encounter: Encounter, note: Mapping[str, Any] | None, step: Step | None, by: Actor, at: datetime
) -> None:
    """Keep what there is. ``note``: said, view and version. Raises StaleNote; then nothing was written."""
    if note:
        write_encounter_note(encounter=encounter, **note, by=by, at=at)
    if step:
        add_encounter_step(encounter=encounter, step=step, by=by, at=at)


@transaction.atomic
def type_note_sheet(*, lines: Sequence[Line], by: Actor, at: datetime) -> None:
    """Keep what stands on the sheet of one 課, all of it or nothing. Raises StaleNote."""
    for line in lines:
        write_encounter(encounter=line.encounter, note=line.note, step=line.step, by=by, at=at)

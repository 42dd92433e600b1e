"""困りごとメモ from a 困りごと that a 課 brought, or that an encounter showed. Once for each."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Encounter, Registration, TroubleSource
from nara_renkei.core.actors import Actor
from proposals.models import Trouble
from proposals.usecases.note_trouble import note_trouble


class CannotNote(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def note_encounter_trouble(
    *, source: Registration | Encounter, trouble: str, wish: str, by: Actor, at: datetime
) -> Trouble:
    """Return the memo, in the name of the 課. Raises CannotNote when there is one already."""
    if isinstance(source, Registration):
        registration = Registration.objects.select_for_update(of=("self",)).with_unit().get(pk=source.pk)
        which: dict[str, Registration | Encounter] = {"registration": registration}
    else:
        encounter = Encounter.objects.select_for_update(of=("self",)).with_both().get(pk=source.pk)
        registration, which = encounter.division, {"encounter": encounter}
    if TroubleSource.objects.filter(**which).exists():
        raise CannotNote("この困りごとは、もう困りごとメモになっています。")
    memo = note_trouble(trouble=trouble, wish=wish, division=registration.division, email="", by=by, at=at)
    TroubleSource.objects.create(trouble=memo, **which)
    return memo

"""出会いの次の一歩: written, done, dropped. A company touches what is its own to do, the city also the other's."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dialogue.enums import Side
from dialogue.models import Encounter, NextStep
from nara_renkei.core import audit
from nara_renkei.core.actors import PROPOSER, Actor


class CannotKeepStep(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, by whom and until when."""

    what: str
    side: Side
    due_on: date
    person: str = ""


@transaction.atomic
def add_encounter_step(*, encounter: Encounter, step: Step, by: Actor, at: datetime) -> NextStep:
    """Return the step; the same step sent twice is one. Raises CannotKeepStep for a company that writes the 課's."""
    if by.party == PROPOSER and step.side != Side.COMPANY:
        raise CannotKeepStep("課の次の一歩は、課が書きます。自分の次の一歩だけを書いてください。")
    same, is_new = NextStep.objects.open().get_or_create(
        encounter=encounter,
        what=step.what,
        side=step.side,
        due_on=step.due_on,
        person=step.person,
        done_at=None,
        dropped_at=None,
        defaults={"written_by": by.label, "written_at": at},
    )
    if is_new:
        audit.record("encounter.step", about=encounter.key, by=by, at=at, step=str(same.uuid))
    return same


@transaction.atomic
def finish_encounter_step(*, step: NextStep, by: Actor, at: datetime) -> NextStep:
    """Tick it off; of two who do it at once the first stays. Raises CannotKeepStep for one that was dropped."""
    step = _locked(step, by)
    if step.dropped_at:
        raise CannotKeepStep("この次の一歩は、やめたことになっています。続けるときは、新しく書いてください。")
    if step.done_at:
        return step
    step.done_at, step.done_by = at, by.label
    step.save(update_fields=["done_at", "done_by"])
    audit.record("encounter.step_done", about=step.encounter.key, by=by, at=at, step=str(step.uuid))
    return step


@transaction.atomic
def drop_encounter_step(*, step: NextStep, reason: str, by: Actor, at: datetime) -> NextStep:
    """Give it up, with the reason that both sides read. Raises CannotKeepStep for one that is over."""
    step = _locked(step, by)
    if not step.is_open:
        raise CannotKeepStep("この次の一歩は、もう済んだか、やめています。画面を開き直してください。")
    step.dropped_at, step.dropped_by, step.dropped_reason = at, by.label, reason
    step.save(update_fields=["dropped_at", "dropped_by", "dropped_reason"])
    audit.record("encounter.step_dropped", about=step.encounter.key, by=by, at=at, step=str(step.uuid))
    return step


def _locked(step: NextStep, by: Actor) -> NextStep:
    if by.party == PROPOSER and step.side != Side.COMPANY:
        raise CannotKeepStep("課の次の一歩は、課が済みにします。")
    return NextStep.objects.select_for_update(of=("self",)).select_related("encounter").get(pk=step.pk)

"""次の一歩 of a ダイアログ that carry a person's name go to the next."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dialogue.models import NextStep
from dialogue.queries.handovers import owed_steps
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor


class CannotHandOverSteps(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def hand_over_steps(
    *, steps: Collection[UUID], divisions: Collection[int], name: str, by: Actor, at: datetime
) -> list[NextStep]:
    """Let these open steps of the 課 carry another name; "" leaves them to the 課. Raises CannotHandOverSteps.

    The company reads it too: before the successor's first day the caller gives no name.
    """
    rows = list(owed_steps(divisions).filter(uuid__in=steps).select_for_update(of=("self",)))
    if len(rows) < len(set(steps)):
        raise CannotHandOverSteps(
            "選んだ次の一歩の中に、もう済んだものがあります。画面を開き直して、選び直してください。"
        )
    for step in rows:
        same = NextStep.objects.open().filter(
            encounter=step.encounter, what=step.what, side=step.side, due_on=step.due_on, person=name
        )
        if same.exists():
            raise CannotHandOverSteps(
                f"「{step.what}」は、{name or '課'}の次の一歩にもう書かれています。選ばないでください。"
            )
        step.person = name
        step.save(update_fields=["person"])
        audit.record("encounter.step_handed", about=step.encounter.key, by=by, at=at, step=str(step.uuid))
    return rows

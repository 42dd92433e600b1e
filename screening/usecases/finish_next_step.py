"""次の一歩 is done: a button ticks it off."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.models import NextStep


@transaction.atomic
def finish_next_step(*, step: NextStep, by: Actor, at: datetime) -> NextStep:
    """Tick it off; what was ticked off before stays with its first hand."""
    step = NextStep.objects.select_for_update(of=("self",)).select_related("screening__proposal").get(pk=step.pk)
    if step.done_at:
        return step
    step.done_by, step.done_at = by.label, at
    step.save(update_fields=["done_by", "done_at"])
    audit.record("next_step.done", about=step.screening.proposal.key, by=by, at=at, step=str(step.uuid))
    return step

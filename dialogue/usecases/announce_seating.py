"""The desk shows a plan to those who come. Their pages, papers and the big screen read it from this moment."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import PlanState
from dialogue.models import Event, SeatingPlan
from dialogue.queries.seating_desk import left_since
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .record_encounters import record_announced


class CannotAnnounce(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def announce_seating(*, plan: SeatingPlan, by: Actor, at: datetime) -> SeatingPlan:
    """Make this the plan that everybody sees; nobody is mailed by it. Its pairs become encounters. Raises CannotAnnounce."""
    Event.objects.select_for_update().get(pk=plan.event_id)
    plan = SeatingPlan.objects.select_for_update(of=("self",)).select_related("event").get(pk=plan.pk)
    if plan.state != PlanState.DONE:
        raise CannotAnnounce("まだできていない案は、お知らせできません。できてから押してください。")
    gone = left_since(plan)
    if gone:
        names = "、".join(one.name for one in gone)
        raise CannotAnnounce(
            f"この案のあとに、{names}が参加を取り消しました。もう一度計算してから、お知らせしてください。"
        )
    SeatingPlan.objects.filter(event=plan.event).announced().update(is_announced=False)
    plan.is_announced, plan.announced_at, plan.announced_by = True, at, by.label
    plan.save(update_fields=["is_announced", "announced_at", "announced_by"])
    audit.record("seating.announce", about=plan.key, by=by, at=at)
    record_announced(event=plan.event, by=by, at=at)
    return plan

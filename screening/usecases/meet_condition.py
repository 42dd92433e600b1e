"""条件を満たした: ticked off by the lead 課 or the desk, and seen by the company at once."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.usecases.keep_conditions import show_condition_met
from screening.enums import DecisionState
from screening.models import DecisionCondition

from .open_screening import locked


class CannotMeet(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def meet_condition(*, condition: DecisionCondition, met_on: date, by: Actor, at: datetime) -> DecisionCondition:
    """Note the day on which a told condition was met. Raises CannotMeet."""
    screening = locked(condition.decision.screening)
    condition = DecisionCondition.objects.select_related("decision").get(pk=condition.pk)
    if condition.decision.state != DecisionState.TOLD:
        raise CannotMeet("お知らせした結果の条件だけ、満たしたことを残せます。")
    if condition.met_on:
        raise CannotMeet("この条件は、もう満たしたことになっています。")
    if met_on > local_day(at):
        raise CannotMeet("満たした日は、今日までの日にしてください。")
    condition.met_on, condition.met_by = met_on, by.label
    condition.save(update_fields=["met_on", "met_by"])
    show_condition_met(proposal=screening.proposal, position=condition.position, met_on=met_on)
    audit.record(
        "condition.meet",
        about=screening.proposal.key,
        by=by,
        at=at,
        decision=condition.decision_id,
        n=condition.position,
    )
    return condition

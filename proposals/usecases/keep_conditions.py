"""What the company reads of its 条件: written down by the city, never by the company."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import Condition, Proposal


@dataclass(frozen=True, slots=True)
class ToldCondition:
    position: int
    text: str
    due_on: date | None


@transaction.atomic
def keep_conditions(*, proposal: Proposal, conditions: Sequence[ToldCondition], by: Actor, at: datetime) -> None:
    """Show these conditions to the company, in place of those of an earlier outcome; none takes them away."""
    gone, _ = Condition.objects.filter(proposal=proposal).delete()
    Condition.objects.bulk_create(
        Condition(proposal=proposal, position=one.position, text=one.text, due_on=one.due_on) for one in conditions
    )
    if gone or conditions:
        audit.record("conditions.keep", about=proposal.key, by=by, at=at, told=len(conditions))


@transaction.atomic
def show_condition_met(*, proposal: Proposal, position: int, met_on: date) -> None:
    """Show the company that a condition was met; the city's own record of it is the caller's."""
    Condition.objects.filter(proposal=proposal, position=position).update(met_on=met_on)

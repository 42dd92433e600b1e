"""節目: set, and done."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.models import Milestone, Screening

from .keep_undertaking import CannotKeep, refuse_unless_going_on
from .open_screening import locked


@transaction.atomic
def add_milestone(*, screening: Screening, what: str, due_on: date, by: Actor, at: datetime) -> Milestone:
    """Set what is done by when. Raises CannotKeep before 「進める」."""
    screening = locked(screening)
    refuse_unless_going_on(screening)
    milestone = Milestone.objects.create(screening=screening, what=what, due_on=due_on)
    audit.record("milestone.add", about=screening.proposal.key, by=by, at=at, milestone=milestone.pk)
    return milestone


@transaction.atomic
def finish_milestone(*, milestone: Milestone, done_on: date, by: Actor, at: datetime) -> Milestone:
    """Note the day on which it was done. Raises CannotKeep."""
    screening = locked(milestone.screening)
    milestone = Milestone.objects.get(pk=milestone.pk)
    if milestone.done_on:
        raise CannotKeep("この節目は、もう済んだことになっています。")
    if done_on > local_day(at):
        raise CannotKeep("済んだ日は、今日までの日にしてください。")
    milestone.done_on, milestone.done_by = done_on, by.label
    milestone.save(update_fields=["done_on", "done_by"])
    audit.record("milestone.finish", about=screening.proposal.key, by=by, at=at, milestone=milestone.pk)
    return milestone

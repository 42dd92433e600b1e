"""対話の記録. The first one moves the proposal into the dialogue."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import Stage, Status
from proposals.models import Meeting
from proposals.usecases.fix_meeting import hold_meeting
from proposals.usecases.keep_promises import meet_promise
from proposals.usecases.move_proposal import move_proposal
from screening.enums import CheckStage
from screening.models import Minutes, Screening

from .add_next_steps import Step, add_next_steps
from .keep_due_dates import keep_due_dates
from .open_screening import locked
from .refuse_unchecked import refuse_unchecked


class CannotRecordMinutes(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def record_minutes(
    *,
    screening: Screening,
    held_on: date,
    place: str,
    attendees: str,
    body: str,
    steps: Sequence[Step] = (),
    by: Actor,
    at: datetime,
) -> Minutes:
    """Keep the minutes with their 次の一歩; a meeting that waited for its day is held by it, and the clock runs on.

    Raises CannotRecordMinutes, also while a check before the first dialogue is open, CannotAddStep, and MoveRefused
    when the 課 cannot start a dialogue from here.
    """
    if held_on > local_day(at):
        raise CannotRecordMinutes("行った日は、今日までの日にしてください。")
    screening = locked(screening)
    proposal = screening.proposal
    if proposal.status == Status.IN_REVIEW:
        refuse_unchecked(screening, CheckStage.BEFORE_DIALOGUE, CannotRecordMinutes)
    minutes = Minutes.objects.create(
        screening=screening,
        held_on=held_on,
        place=place,
        attendees=attendees,
        body=body,
        written_by=by.label,
        written_at=at,
    )
    if proposal.status == Status.IN_REVIEW:
        move_proposal(proposal=proposal, move="start_dialogue", by=by, at=at)
    meet_promise(proposal=proposal, stage=Stage.DIALOGUE, at=at)
    waiting = Meeting.objects.waiting().fixed().filter(proposal=proposal).order_by("fixed_at").first()
    if waiting:
        hold_meeting(meeting=waiting, held_on=held_on, by=by, at=at)
        keep_due_dates(screening=screening, today=local_day(at))
    add_next_steps(screening=screening, steps=steps, minutes=minutes, by=by, at=at)
    audit.record("minutes.write", about=proposal.key, by=by, at=at, minutes=minutes.pk)
    return minutes

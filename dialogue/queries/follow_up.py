"""Whose 次の一歩 are open, and who is to be reminded of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from dialogue.enums import EventState, Side
from dialogue.models import Event, NextStep, NextStepQuerySet, Registration, RegistrationQuerySet
from dialogue.rules.follow_up import FRESH_FOR, Stage, held_between
from nara_renkei.core.calendar import local_day

# where each stage leaves its mark
MARKS = {Stage.TWO_WEEKS: "reminded_at", Stage.THREE_MONTHS: "reminded_again_at"}


@dataclass(frozen=True, slots=True)
class Reminder:
    """One letter: the open steps that one 団体 or 課 owes after an event."""

    registration: Registration  # with its unit
    event: Event
    stage: Stage
    steps: list[NextStep]  # with both sides, as they come due


def steps_to_remind(side: Side, stage: Stage, at: datetime) -> NextStepQuerySet:
    """Return the open steps of which their owner is to be reminded at this moment and was not yet."""
    return _owed(stage, at).filter(side=side)


def registrations_to_remind(at: datetime) -> RegistrationQuerySet:
    """Return the 団体 for which the desk has a letter to send. It sends none by itself (decisions.md 17)."""
    waiting = [steps_to_remind(Side.COMPANY, stage, at).values("encounter__company") for stage in Stage]
    return Registration.objects.filter(Q(pk__in=waiting[0]) | Q(pk__in=waiting[1]))


def reminders(side: Side, at: datetime, *, event: Event | None = None) -> list[Reminder]:
    """Return the letters that wait, the older event first. Two queries."""
    found = []
    for stage in Stage:
        rows = steps_to_remind(side, stage, at)
        found += gathered(rows if event is None else rows.filter(encounter__event=event), side, stage)
    return sorted(found, key=lambda one: (one.event.held_on, one.registration.pk))


def gathered(rows: NextStepQuerySet, side: Side, stage: Stage) -> list[Reminder]:
    """Return the steps as letters, one for each who owes some. One query."""
    both = ("encounter__event", "encounter__company__organization", "encounter__division__division")
    by_owner: dict[int, list[NextStep]] = defaultdict(list)
    for step in rows.select_related(*both).in_order():
        by_owner[_owner(step, side).pk].append(step)
    return [_reminder(steps, side, stage) for steps in by_owner.values()]


def _reminder(steps: list[NextStep], side: Side, stage: Stage) -> Reminder:
    return Reminder(_owner(steps[0], side), steps[0].encounter.event, stage, steps)


def _owner(step: NextStep, side: Side) -> Registration:
    return step.encounter.company if side == Side.COMPANY else step.encounter.division


def _owed(stage: Stage, at: datetime) -> NextStepQuerySet:
    return NextStep.objects.open().filter(
        encounter__event__state=EventState.ENDED,
        encounter__event__held_on__range=held_between(stage, local_day(at)),
        written_at__lt=at - FRESH_FOR,
        **{MARKS[stage]: None},
    )

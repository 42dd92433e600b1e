"""Two weeks and three months after an event its open 次の一歩 are remembered, to who owes them.

The 課 get their letters by themselves on working days (decisions.md 17), a missed day is made up for. A 団体 gets one
only by the desk's button.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from dialogue.enums import Side
from dialogue.models import NextStep, Registration
from dialogue.queries.follow_up import MARKS, Reminder, gathered, steps_to_remind
from dialogue.rules.follow_up import Stage
from nara_renkei.accounts.queries import division_addresses, staff_url
from nara_renkei.core import audit
from nara_renkei.core.actors import THE_SYSTEM, Actor
from nara_renkei.core.calendar import is_working_day, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.links import absolute_link
from nara_renkei.directory.queries import current_divisions
from nara_renkei.notifications.usecases.queue_mail import queue_mail

FOR_COMPANY, FOR_DIVISION = "dialogue/steps_for_company", "dialogue/steps_for_division"


@transaction.atomic
def remind_divisions_of_steps(*, at: datetime) -> int:
    """Queue the letters to the 課; return how many. Each step is named once in a stage, whatever runs how often."""
    today = local_day(at)
    if not is_working_day(today, closed_days(today, days=7)):
        return 0
    sent = 0
    for stage in Stage:
        for reminder in _taken(Side.DIVISION, stage, at):
            sent += _write(FOR_DIVISION, division_readers(reminder.registration, today), reminder, at)
            audit.record("encounter.remind", about=reminder.registration.key, by=THE_SYSTEM, at=at, stage=stage.name)
    return sent


@transaction.atomic
def remind_companies_of_steps(*, registrations: Collection[int], by: Actor, at: datetime) -> list[Registration]:
    """Queue one letter to each of these 団体 that is still to be reminded; return them."""
    told = []
    for stage in Stage:
        for reminder in _taken(Side.COMPANY, stage, at, registrations):
            _write(FOR_COMPANY, [reminder.registration.email], reminder, at)
            audit.record("encounter.remind", about=reminder.registration.key, by=by, at=at, stage=stage.name)
            told.append(reminder.registration)
    return told


def letter_context(reminder: Reminder) -> dict[str, Any]:
    """Return what the letter knows; nothing of it is the city's alone."""
    event = reminder.event
    is_for_company = reminder.registration.is_of_company
    url = (
        absolute_link("dialogue:encounters", event.slug)
        if is_for_company
        else staff_url(reverse("dialogue:staff_encounters", args=[event.slug]))
    )
    return {
        "reader": reminder.registration.name,
        "event": event.name,
        "held_on": event.held_on,
        "stage": reminder.stage.value,
        "rows": [
            {"what": step.what, "with": _other(step, is_for_company), "person": step.person, "due_on": step.due_on}
            for step in reminder.steps
        ],
        "url": url,
    }


def division_readers(registration: Registration, today: date) -> list[str]:
    """Return the addresses of the 課, or of those that came after it; without one, the address it entered with."""
    division = registration.division
    standing = current_divisions(division, today) if division else []
    found = [address for one in standing for address in division_addresses(one, today)]
    return found or [registration.email]


def _other(step: NextStep, is_for_company: bool) -> str:
    return (step.encounter.division if is_for_company else step.encounter.company).name


def _taken(side: Side, stage: Stage, at: datetime, owners: Collection[int] | None = None) -> list[Reminder]:
    """Lock the steps of this stage and leave its mark; what another run holds is skipped."""
    rows = steps_to_remind(side, stage, at)
    if owners is not None:
        rows = rows.filter(encounter__company__in=owners)
    keys = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk").values_list("pk", flat=True))
    found = gathered(NextStep.objects.filter(pk__in=keys), side, stage)
    NextStep.objects.filter(pk__in=keys).update(**{MARKS[stage]: at})
    return found


def _write(template: str, addresses: Collection[str], reminder: Reminder, at: datetime) -> int:
    for address in addresses:
        queue_mail(template, to=address, about=reminder.event.key, context=letter_context(reminder), at=at)
    return len(addresses)

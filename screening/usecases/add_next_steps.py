"""次の一歩 are agreed: each with its owner and its date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Division
from proposals.enums import CLOSED_STATUSES, Party
from screening.models import Minutes, NextStep, Screening

from .open_screening import locked


class CannotAddStep(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, by whom and until when. ``division`` when it is a 課's."""

    what: str
    party: Party
    due_on: date
    division: Division | None = None
    person: str = ""


@transaction.atomic
def add_next_steps(
    *, screening: Screening, steps: Sequence[Step], minutes: Minutes | None = None, by: Actor, at: datetime
) -> list[NextStep]:
    """Keep the steps. Raises CannotAddStep for an empty one, and when the proposal is over."""
    screening = locked(screening)
    if screening.proposal.status in CLOSED_STATUSES:
        raise CannotAddStep("終わった提案には、次の一歩を足せません。")
    if any(not one.what.strip() for one in steps):
        raise CannotAddStep("次の一歩に、何をするかを書いてください。")
    made = NextStep.objects.bulk_create(
        NextStep(
            screening=screening,
            minutes=minutes,
            what=one.what,
            party=one.party,
            division=one.division if one.party == Party.DIVISION else None,
            person=one.person,
            due_on=one.due_on,
            written_by=by.label,
            written_at=at,
        )
        for one in steps
    )
    if made:
        audit.record("next_step.add", about=screening.proposal.key, by=by, at=at, steps=[str(one.uuid) for one in made])
    return made

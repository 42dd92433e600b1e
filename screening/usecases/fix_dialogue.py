"""対話: the desk fixes the day, once the checks before the first dialogue are done."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.enums import Status
from proposals.models import Meeting
from proposals.usecases.fix_meeting import fix_meeting, offer_meeting
from screening.enums import CheckStage
from screening.models import Screening

from .open_screening import locked
from .refuse_unchecked import refuse_unchecked


class CannotFixDialogue(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def fix_dialogue(*, screening: Screening, fixed_at: datetime, place: str, by: Actor, at: datetime) -> Meeting:
    """Fix the day of the newest offer; without one, of a meeting agreed elsewhere. The clock stands until then.

    Raises CannotFixDialogue while a check before the first dialogue is open.
    """
    screening = locked(screening)
    proposal = screening.proposal
    if proposal.status == Status.IN_REVIEW:
        refuse_unchecked(screening, CheckStage.BEFORE_DIALOGUE, CannotFixDialogue)
    meeting = proposal.meetings.filter(fixed_at=None, held_on=None).order_by("-pk").first()
    if meeting is None:
        meeting = offer_meeting(proposal=proposal, offered="", place=place, by=by, at=at)
    return fix_meeting(meeting=meeting, fixed_at=fixed_at, place=place, by=by, at=at)

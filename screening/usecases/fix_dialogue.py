"""対話: the desk offers dates or fixes the day, once the checks before the first dialogue are done."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import Status
from proposals.models import Meeting
from proposals.rules.meetings import Terms
from proposals.usecases.fix_meeting import fix_meeting
from proposals.usecases.offer_meeting import offer_meeting
from screening.enums import CheckStage
from screening.models import Screening

from .keep_due_dates import keep_due_dates
from .open_screening import locked
from .refuse_unchecked import refuse_unchecked


class CannotFixDialogue(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def offer_dialogue(
    *, screening: Screening, dates: Sequence[datetime], terms: Terms, notify: bool = False, by: Actor, at: datetime
) -> Meeting:
    """Offer dates; the company's choice fixes one. Raises CannotFixDialogue as below, and CannotMeet."""
    screening = _checked(screening)
    return offer_meeting(proposal=screening.proposal, dates=dates, terms=terms, notify=notify, by=by, at=at)


@transaction.atomic
def fix_dialogue(
    *, screening: Screening, fixed_at: datetime, terms: Terms, notify: bool = False, by: Actor, at: datetime
) -> Meeting:
    """Fix the day of the newest offer; without one, of a meeting agreed elsewhere. The clock stands until then.

    Raises CannotFixDialogue while a check before the first dialogue is open, and CannotMeet.
    """
    screening = _checked(screening)
    meeting = fix_meeting(proposal=screening.proposal, fixed_at=fixed_at, terms=terms, notify=notify, by=by, at=at)
    keep_due_dates(screening=screening, today=local_day(at))
    return meeting


def _checked(screening: Screening) -> Screening:
    screening = locked(screening)
    if screening.proposal.status == Status.IN_REVIEW:
        refuse_unchecked(screening, CheckStage.BEFORE_DIALOGUE, CannotFixDialogue)
    return screening

"""保留: until a date, with a reason; the clocks stand. 再開 lets them run on."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import LetterKind
from proposals.models import Proposal
from proposals.usecases.keep_promises import ON_HOLD, pause_clock, resume_clock
from proposals.usecases.move_proposal import move_proposal
from screening.models import Screening
from screening.rendering import LetterText

from .keep_due_dates import keep_due_dates
from .open_screening import locked
from .tell import tell


class CannotHold(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def hold_proposal(
    *, screening: Screening, until: date, reason: str, letter: LetterText | None, by: Actor, at: datetime
) -> Proposal:
    """Hold until a day to come. Raises CannotHold, MoveRefused, CannotTell."""
    if until <= local_day(at):
        raise CannotHold("保留の期限は、明日以降の日にしてください。")
    screening = locked(screening)
    proposal = screening.proposal
    move_proposal(proposal=proposal, move="hold", by=by, at=at, reason=reason, held_until=until)
    pause_clock(proposal=proposal, reason=ON_HOLD, at=at)
    keep_due_dates(screening=screening, today=local_day(at))
    if letter:
        tell(proposal=proposal, kind=LetterKind.HOLD, letter=letter, notify=True, by=by, at=at)
    return proposal


@transaction.atomic
def resume_proposal(*, screening: Screening, by: Actor, at: datetime) -> Proposal:
    """Go on where the proposal was held. Raises MoveRefused."""
    screening = locked(screening)
    proposal = screening.proposal
    move_proposal(proposal=proposal, move="resume", by=by, at=at)
    resume_clock(proposal=proposal, reason=ON_HOLD, at=at)
    keep_due_dates(screening=screening, today=local_day(at))
    return proposal

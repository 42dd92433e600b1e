"""期日のお詫び: when a date passes, the company is told before it has to ask."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.enums import LetterKind
from proposals.models import Letter
from proposals.usecases.keep_promises import CannotTellDate, tell_new_date
from screening.models import Screening
from screening.rendering import LetterText

from .open_screening import locked
from .tell import CannotTell, tell


@transaction.atomic
def tell_delay(*, screening: Screening, letter: LetterText, day: date, why: str, by: Actor, at: datetime) -> Letter:
    """Tell the company of the delay and the next date. Raises CannotTell."""
    proposal = locked(screening).proposal
    try:
        tell_new_date(proposal=proposal, day=day, why=why, at=at)
    except CannotTellDate as exc:
        raise CannotTell(str(exc)) from exc
    return tell(proposal=proposal, kind=LetterKind.DELAY, letter=letter, notify=True, by=by, at=at)

"""期日のお詫び: when a date passes, the company is told before it has to ask."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.enums import LetterKind
from proposals.models import Letter
from screening.models import Screening
from screening.rendering import LetterText

from .open_screening import locked
from .tell import tell


@transaction.atomic
def tell_delay(*, screening: Screening, letter: LetterText, by: Actor, at: datetime) -> Letter:
    """Tell the company of the delay and the next date. Raises CannotTell."""
    return tell(proposal=locked(screening).proposal, kind=LetterKind.DELAY, letter=letter, notify=True, by=by, at=at)

"""実施: work begins, work is done."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.models import Proposal
from proposals.usecases.move_proposal import move_proposal
from screening.enums import CheckStage
from screening.models import Screening

from .close_routings import close_routings
from .open_screening import locked
from .refuse_unchecked import refuse_unchecked


class CannotStartWork(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def start_work(*, screening: Screening, by: Actor, at: datetime) -> Proposal:
    """The agreed work begins. Raises CannotStartWork while a check of the last stage is open, MoveRefused by status."""
    screening = locked(screening)
    refuse_unchecked(screening, CheckStage.BEFORE_AGREEMENT, CannotStartWork)
    return move_proposal(proposal=screening.proposal, move="start_work", by=by, at=at)


@transaction.atomic
def complete_work(*, screening: Screening, by: Actor, at: datetime) -> Proposal:
    """The agreed work is done. Raises MoveRefused."""
    screening = locked(screening)
    proposal = move_proposal(proposal=screening.proposal, move="complete", by=by, at=at)
    close_routings(screening=screening, today=local_day(at))
    return proposal

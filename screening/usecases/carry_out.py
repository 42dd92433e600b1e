"""実施: work begins, work is done."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.rules.cases import ClosingAnswers
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.models import Proposal
from proposals.usecases.move_proposal import move_proposal
from screening.enums import CheckStage
from screening.models import Screening

from .close_routings import close_routings
from .draft_case import draft_case, keeper_of
from .open_screening import locked
from .refuse_unchecked import refuse_unchecked

NOTHING_YET: Final = ClosingAnswers()


class CannotStartWork(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def start_work(*, screening: Screening, by: Actor, at: datetime) -> Proposal:
    """The agreed work begins. Raises CannotStartWork while a check of the last stage is open, MoveRefused by status."""
    screening = locked(screening)
    refuse_unchecked(screening, CheckStage.BEFORE_AGREEMENT, CannotStartWork)
    return move_proposal(proposal=screening.proposal, move="start_work", by=by, at=at)


@transaction.atomic
def complete_work(*, screening: Screening, answers: ClosingAnswers = NOTHING_YET, by: Actor, at: datetime) -> Proposal:
    """The agreed work is done; with what the 課 answers, its 事例 begins. Raises MoveRefused.

    Without a 課 that led there is nobody to keep a case, and none begins.
    """
    screening = locked(screening)
    proposal = move_proposal(proposal=screening.proposal, move="complete", by=by, at=at)
    if keeper_of(proposal):
        draft_case(screening=screening, answers=answers, by=by, at=at)
    close_routings(screening=screening, today=local_day(at))
    return proposal

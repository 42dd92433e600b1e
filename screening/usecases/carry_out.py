"""実施: work begins, work is done."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.models import Proposal
from proposals.usecases.move_proposal import move_proposal
from screening.models import Screening

from .open_screening import locked


@transaction.atomic
def start_work(*, screening: Screening, by: Actor, at: datetime) -> Proposal:
    """The agreed work begins. Raises MoveRefused."""
    return move_proposal(proposal=locked(screening).proposal, move="start_work", by=by, at=at)


@transaction.atomic
def complete_work(*, screening: Screening, by: Actor, at: datetime) -> Proposal:
    """The agreed work is done. Raises MoveRefused."""
    return move_proposal(proposal=locked(screening).proposal, move="complete", by=by, at=at)

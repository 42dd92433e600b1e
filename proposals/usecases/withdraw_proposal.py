"""取下げ: the company ends its proposal, with a reason; nothing is owed any more."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from proposals.models import CorrectionRequest, Proposal

from .keep_promises import meet_every_promise
from .move_proposal import move_proposal


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, reason: str, by: Actor, at: datetime) -> Proposal:
    """Withdraw. Raises MoveRefused without a reason or when it is over."""
    move_proposal(proposal=proposal, move="withdraw", by=by, at=at, reason=reason)
    CorrectionRequest.objects.filter(proposal=proposal, resolved_at=None).update(resolved_at=at)
    meet_every_promise(proposal=proposal, at=at)
    return proposal

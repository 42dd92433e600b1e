"""「確認しました」: a button, never a side effect of opening the page."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import Message, Proposal


@transaction.atomic
def confirm_messages(*, proposal: Proposal, by: Actor, at: datetime) -> int:
    """Mark what the other side wrote as seen; return how many."""
    seen = Message.objects.filter(proposal=proposal, confirmed_at=None).exclude(party=by.party).update(confirmed_at=at)
    audit.record("message.confirm", about=proposal.key, by=by, at=at, count=seen)
    return seen

"""The desk takes back its own outcome before it was told, to go on with the proposal."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.enums import DecisionState
from screening.models import Decision

from .open_screening import locked


class CannotDrop(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def drop_decision(*, decision: Decision, by: Actor, at: datetime) -> Decision:
    """Mark the desk's own outcome as replaced; its row and 決裁 stay. Raises CannotDrop."""
    screening = locked(decision.screening)
    decision = Decision.objects.get(pk=decision.pk)
    if decision.state != DecisionState.CONFIRMED or decision.proposed_at:
        raise CannotDrop("デスクが作った結果の案だけ、取り下げられます。課の案は差し戻してください。")
    decision.state = DecisionState.REPLACED
    decision.save(update_fields=["state"])
    audit.record("decision.drop", about=screening.proposal.key, by=by, at=at, decision=decision.pk)
    return decision

"""The desk has checked that the outcome is complete; it never judges its substance."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.enums import DecisionState
from screening.models import Decision

from .open_screening import locked
from .refuse_recused import refuse_recused


class CannotConfirmDecision(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def confirm_decision(*, decision: Decision, by: Actor, at: datetime) -> Decision:
    """Confirm the 課's outcome as it is. Raises CannotConfirmDecision."""
    screening = locked(decision.screening)
    refuse_recused(screening, by, CannotConfirmDecision, "デスクのほかの人が、結果の案を確かめてください。")
    decision = Decision.objects.get(pk=decision.pk)
    if decision.state != DecisionState.PROPOSED:
        raise CannotConfirmDecision("課長の確認を終えた案だけ、確かめられます。画面を開き直してください。")
    decision.state, decision.confirmed_by, decision.confirmed_at = DecisionState.CONFIRMED, by.label, at
    decision.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    audit.record("decision.confirm", about=screening.proposal.key, by=by, at=at, decision=decision.pk)
    return decision

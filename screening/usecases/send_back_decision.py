"""差戻し: the desk returns the 課's outcome with a reason, never alters it. Only inside city hall."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.enums import DecisionState
from screening.models import Approval, Decision

from .open_screening import locked


class CannotSendBack(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def send_back_decision(*, decision: Decision, reason: str, by: Actor, at: datetime) -> Decision:
    """Return the outcome to the lead 課. Raises CannotSendBack."""
    screening = locked(decision.screening)
    decision = Decision.objects.get(pk=decision.pk)
    if not reason.strip():
        raise CannotSendBack("差戻しの理由を書いてください。")
    if decision.state not in {DecisionState.PROPOSED, DecisionState.CONFIRMED} or not decision.proposed_at:
        raise CannotSendBack("課長の確認を終えた案だけ、差し戻せます。画面を開き直してください。")
    if Approval.objects.filter(decision=decision).exists():
        raise CannotSendBack("決裁の記録があるので、差し戻せません。")
    decision.state, decision.sent_back_reason = DecisionState.SENT_BACK, reason
    decision.confirmed_by, decision.confirmed_at = "", None
    decision.save(update_fields=["state", "sent_back_reason", "confirmed_by", "confirmed_at"])
    audit.record("decision.send_back", about=screening.proposal.key, by=by, at=at, decision=decision.pk)
    return decision

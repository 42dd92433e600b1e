"""課長の確認: the draft of the outcome becomes the 課's proposal to the desk."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.enums import DecisionState
from screening.models import Decision, Routing
from screening.permissions import confirming_as

from .open_screening import locked
from .refuse_recused import refuse_recused


class CannotPropose(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def propose_decision(*, routing: Routing, user: User, by: Actor, at: datetime) -> Decision:
    """Put the draft forward as 課長, or by 代決. Raises CannotPropose."""
    screening = locked(routing.screening)
    if not routing.is_lead:
        raise CannotPropose("結果の案は、主担当課の課長または代決者が出します。")
    capacity = confirming_as(user, routing.division, local_day(at))
    if capacity is None:
        raise CannotPropose(f"{routing.division}の課長または代決者だけが確かめられます。")
    refuse_recused(screening, by, CannotPropose, "課長なら代決者が、代決者なら課長が、結果の案を確かめてください。")
    decision = Decision.objects.filter(screening=screening, state=DecisionState.DRAFTED).first()
    if decision is None:
        raise CannotPropose("確かめる結果の案がありません。担当者が案を書いてから確かめてください。")
    decision.state, decision.proposed_by, decision.proposed_as, decision.proposed_at = (
        DecisionState.PROPOSED,
        by.label,
        capacity,
        at,
    )
    decision.sent_back_reason = ""
    decision.save(update_fields=["state", "proposed_by", "proposed_as", "proposed_at", "sent_back_reason"])
    audit.record(
        "decision.propose", about=screening.proposal.key, by=by, at=at, decision=decision.pk, capacity=str(capacity)
    )
    return decision

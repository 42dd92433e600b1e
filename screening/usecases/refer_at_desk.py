"""Before routing, the desk alone may refer to another window or decline (decisions.md 4)."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import Status
from screening.enums import DecisionState, Disposition
from screening.models import Decision, Screening

from .draft_decision import Outcome
from .open_screening import locked


class CannotRefer(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def refer_at_desk(*, screening: Screening, outcome: Outcome, by: Actor, at: datetime) -> Decision:
    """Keep the desk's own outcome, confirmed at once; 決裁 and telling follow as for every other. Raises CannotRefer."""
    screening = locked(screening)
    if screening.proposal.status != Status.SUBMITTED or screening.routings.exists():
        raise CannotRefer(
            "送付する前の提案だけ、デスクが結果を決められます。送付したあとは主担当課が結果の案を出します。"
        )
    if outcome.disposition not in {Disposition.REFER, Disposition.DECLINE}:
        raise CannotRefer("デスクだけで決められるのは、ほかの窓口のご案内と見送りです。")
    if gap := outcome.gap():
        raise CannotRefer(gap)
    if (
        Decision.objects.filter(screening=screening)
        .exclude(state__in=[DecisionState.TOLD, DecisionState.REPLACED])
        .exists()
    ):
        raise CannotRefer("結果の案は、もうあります。決裁を記録し、知らせてください。")
    decision = Decision.objects.create(
        screening=screening,
        state=DecisionState.CONFIRMED,
        drafted_by=by.label,
        drafted_at=at,
        confirmed_by=by.label,
        confirmed_at=at,
        **outcome.columns(),
    )
    decision.reasons.set(outcome.reasons)
    decision.near.set(outcome.near)
    audit.record(
        "decision.at_desk",
        about=screening.proposal.key,
        by=by,
        at=at,
        decision=decision.pk,
        disposition=str(outcome.disposition),
    )
    return decision

"""The desk settles that a company and a 課 meet, or do not, before the plan is made; and takes it back."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import RegistrationState, RuleKind, Side
from dialogue.models import Event, Registration, SeatingRule
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor


class CannotSettlePair(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def settle_pair(
    *, event: Event, company: Registration, division: Registration, kind: RuleKind, turn: int | None,
    reason: str, by: Actor, at: datetime,
) -> SeatingRule:  # fmt: skip
    """Settle the pair; a plan that exists stays as it is until the desk solves again. Raises CannotSettlePair.

    ``turn``: the round of a PIN, from 1.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    for one, side in ((company, Side.COMPANY), (division, Side.DIVISION)):
        if one.event_id != event.pk or one.side != side or one.state != RegistrationState.ENTERED:
            raise CannotSettlePair("この回に参加している企業と課から、一つずつ選んでください。")
    if kind == RuleKind.PIN and (turn is None or not 1 <= turn <= event.rounds):
        raise CannotSettlePair(f"回は、1から{event.rounds}までで選んでください。")
    if SeatingRule.objects.filter(event=event, company=company, division=division).exists():
        raise CannotSettlePair("この組は、もう決めてあります。いまの決まりを外してから、決め直してください。")
    rule = SeatingRule.objects.create(
        event=event, company=company, division=division, kind=kind, reason=reason,
        round=turn if kind == RuleKind.PIN else None,
    )  # fmt: skip
    audit.record("seating.settle", about=event.key, by=by, at=at, kind=str(kind), pair=[company.pk, division.pk])
    return rule


@transaction.atomic
def drop_pair(*, rule: SeatingRule, by: Actor, at: datetime) -> None:
    """Take back what was settled of a pair."""
    audit.record(
        "seating.drop", about=rule.event.key, by=by, at=at, kind=rule.kind, pair=[rule.company_id, rule.division_id]
    )
    rule.delete()

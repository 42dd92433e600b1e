"""告知: the outcome becomes public. Needs the 決裁; the letter is kept, the mail is the tick 「知らせる」."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import LetterKind
from proposals.models import Letter
from proposals.usecases.keep_conditions import ToldCondition, keep_conditions
from proposals.usecases.keep_promises import meet_every_promise
from proposals.usecases.move_proposal import move_proposal
from screening.enums import DecisionState, Disposition, RoutingState
from screening.models import Approval, Decision, Routing
from screening.rendering import LetterText

from .close_routings import close_routings
from .open_screening import locked
from .tell import tell

MOVE_OF = {
    Disposition.ADOPT: "adopt",
    Disposition.ADOPT_WITH_CONDITIONS: "adopt",
    Disposition.DECLINE: "decline",
    Disposition.REFER: "refer",
}


class CannotTellDecision(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def tell_decision(*, decision: Decision, letter: LetterText, notify: bool, by: Actor, at: datetime) -> Letter:
    """Tell the company the outcome: its letter, its status, no promise left open.

    Raises CannotTellDecision without a 決裁 or when it was told; CannotTell for the letter; MoveRefused by status.
    """
    screening = locked(decision.screening)
    decision = Decision.objects.get(pk=decision.pk)
    if decision.state == DecisionState.TOLD:
        raise CannotTellDecision("この結果は、もうお知らせしています。")
    if decision.state != DecisionState.CONFIRMED:
        raise CannotTellDecision("デスクの確認が済んでいません。結果の案を確かめてから、お知らせしてください。")
    if not Approval.objects.filter(decision=decision).exists():
        raise CannotTellDecision(
            "決裁の記録がありません。起案日・決裁日・決裁者の職・文書番号を記録してから、お知らせしてください。"
        )
    proposal = screening.proposal
    move_proposal(
        proposal=proposal, move=MOVE_OF[Disposition(decision.disposition)], by=by, at=at, reason=decision.reason
    )
    meet_every_promise(proposal=proposal, at=at)
    told_conditions = [ToldCondition(one.position, one.text, one.due_on) for one in decision.conditions.in_order()]
    keep_conditions(proposal=proposal, conditions=told_conditions, by=by, at=at)
    Routing.objects.filter(screening=screening, state=RoutingState.OPEN).update(state=RoutingState.ENDED, due_on=None)
    close_routings(screening=screening, today=local_day(at))
    kind = LetterKind.REFERRAL if decision.disposition == Disposition.REFER else LetterKind.OUTCOME
    told = tell(proposal=proposal, kind=kind, letter=letter, notify=notify, by=by, at=at)
    decision.state, decision.told_at = DecisionState.TOLD, at
    decision.save(update_fields=["state", "told_at"])
    audit.record("decision.tell", about=proposal.key, by=by, at=at, decision=decision.pk, mailed=notify)
    return told

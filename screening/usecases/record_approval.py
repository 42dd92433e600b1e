"""決裁の記録: what was decided in the city's 文書管理, when, by which post, under which number."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.enums import ApprovalKind, DecisionState
from screening.models import Approval, Decision

from .open_screening import locked


class CannotRecordApproval(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def record_approval(
    *,
    decision: Decision,
    drafted_on: date,
    decided_on: date,
    decider: str,
    kind: ApprovalKind,
    consulted: str,
    document_number: str,
    by: Actor,
    at: datetime,
) -> Approval:
    """Keep the record of an outcome that the desk has confirmed. Raises CannotRecordApproval."""
    screening = locked(decision.screening)
    decision = Decision.objects.get(pk=decision.pk)
    if decision.state != DecisionState.CONFIRMED:
        raise CannotRecordApproval("デスクが確かめた結果の案だけ、決裁を記録できます。")
    if Approval.objects.filter(decision=decision).exists():
        raise CannotRecordApproval("決裁は、もう記録されています。")
    if decided_on < drafted_on:
        raise CannotRecordApproval("決裁日は起案日より前にできません。日付を確かめてください。")
    if decided_on > local_day(at):
        raise CannotRecordApproval("決裁日は、今日までの日にしてください。")
    approval = Approval.objects.create(
        decision=decision,
        drafted_on=drafted_on,
        decided_on=decided_on,
        decider=decider,
        kind=kind,
        consulted=consulted,
        document_number=document_number,
        recorded_by=by.label,
        recorded_at=at,
    )
    audit.record(
        "approval.record", about=screening.proposal.key, by=by, at=at, decision=decision.pk, document=document_number
    )
    return approval

"""A 廃棄リスト goes to a second person, who approves it after the 決裁 in the city's 文書管理, or sends it back."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.enums import DisposalState, LineState
from screening.models import DisposalList

from .lock_disposal import lock_disposal

THE_SAME: str = "承認をお願いした人は、承認できません。ほかの人が承認してください。"
NOTHING: str = "廃棄する行が一つもありません。"


class CannotApproveDisposal(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def send_disposal(*, disposal: DisposalList, user: User, by: Actor, at: datetime) -> DisposalList:
    """Ask for the approval; from now on the lines stay. Raises CannotApproveDisposal."""
    listed = lock_disposal(disposal, states=[DisposalState.DRAFT], refusal=CannotApproveDisposal)
    if not listed.lines.filter(state=LineState.WAITING).exists():
        raise CannotApproveDisposal(NOTHING)
    listed.state, listed.prepared_by, listed.prepared_at = DisposalState.SUBMITTED, user, at
    listed.save(update_fields=["state", "prepared_by", "prepared_at"])
    audit.record("disposal.send", about=listed.key, by=by, at=at)
    return listed


@transaction.atomic
def send_disposal_back(*, disposal: DisposalList, by: Actor, at: datetime) -> DisposalList:
    """Take it back to the drawing board. Raises CannotApproveDisposal."""
    listed = lock_disposal(disposal, states=[DisposalState.SUBMITTED], refusal=CannotApproveDisposal)
    listed.state, listed.prepared_by, listed.prepared_at = DisposalState.DRAFT, None, None
    listed.save(update_fields=["state", "prepared_by", "prepared_at"])
    audit.record("disposal.send_back", about=listed.key, by=by, at=at)
    return listed


@transaction.atomic
def approve_disposal(
    *, disposal: DisposalList, user: User, document_number: str, decided_on: date, by: Actor, at: datetime
) -> DisposalList:
    """Approve what somebody else has prepared. Raises CannotApproveDisposal; the database refuses the same person too."""
    listed = lock_disposal(disposal, states=[DisposalState.SUBMITTED], refusal=CannotApproveDisposal)
    if listed.prepared_by_id == user.pk:
        raise CannotApproveDisposal(THE_SAME)
    if decided_on > local_day(at):
        raise CannotApproveDisposal("決裁日は、今日までの日を入れてください。")
    if not listed.lines.filter(state=LineState.WAITING).exists():
        raise CannotApproveDisposal(NOTHING)
    listed.state, listed.approved_by, listed.approved_at = DisposalState.APPROVED, user, at
    listed.document_number, listed.decided_on = document_number, decided_on
    listed.save(update_fields=["state", "approved_by", "approved_at", "document_number", "decided_on"])
    audit.record("disposal.approve", about=listed.key, by=by, at=at)
    return listed


@transaction.atomic
def drop_disposal(*, disposal: DisposalList, reason: str, by: Actor, at: datetime) -> DisposalList:
    """Give an unapproved list up; its proposals come on the next one. Raises CannotApproveDisposal."""
    states = [DisposalState.DRAFT, DisposalState.SUBMITTED]
    listed = lock_disposal(disposal, states=states, refusal=CannotApproveDisposal)
    listed.lines.filter(state=LineState.WAITING).update(state=LineState.KEPT, note=f"リストの取りやめ：{reason}"[:300])
    listed.state = DisposalState.DROPPED
    listed.save(update_fields=["state"])
    audit.record("disposal.drop", about=listed.key, by=by, at=at)
    return listed

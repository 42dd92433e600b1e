"""A 対話 is called off, or its dates are taken back; the clock runs on."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import Meeting, Proposal

from .keep_promises import WAITING_FOR_MEETING, resume_clock
from .offer_meeting import CannotMeet, locked_for_meeting
from .tell_of_meeting import News, tell_of_meeting


@transaction.atomic
def cancel_meeting(*, proposal: Proposal, reason: str, notify: bool = False, by: Actor, at: datetime) -> Meeting:
    """Call off the day, or take back the dates; the company reads why. Mails only with ``notify``. Raises CannotMeet."""
    if not reason.strip():
        raise CannotMeet("取りやめる理由を書いてください。提案者が読みます。")
    proposal = locked_for_meeting(proposal)
    meeting = proposal.meetings.waiting().newest_first().first()
    if meeting is None:
        raise CannotMeet("取りやめる対話がありません。画面を開き直してください。")
    meeting.proposal = proposal
    meeting.cancelled_at, meeting.cancelled_reason = at, reason
    meeting.save(update_fields=["cancelled_at", "cancelled_reason"])
    if meeting.fixed_at:
        resume_clock(proposal=proposal, reason=WAITING_FOR_MEETING, at=at)
    if notify:
        tell_of_meeting(meeting, news=News.CANCELLED, at=at)
    audit.record("meeting.cancel", about=proposal.key, by=by, at=at, meeting=meeting.pk, mailed=notify)
    return meeting

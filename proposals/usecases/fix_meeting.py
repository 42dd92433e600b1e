"""The day of a 対話: fixed, moved, held. The clock stands from fixing to the day."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import Stage
from proposals.models import Meeting, Proposal
from proposals.rules.meetings import Terms, refusal_of

from .keep_promises import WAITING_FOR_MEETING, meet_promise, pause_clock, resume_clock
from .offer_meeting import CannotMeet, columns, locked_for_meeting
from .tell_of_meeting import News, tell_of_meeting


@transaction.atomic
def fix_meeting(
    *, proposal: Proposal, fixed_at: datetime, terms: Terms, notify: bool = False, by: Actor, at: datetime
) -> Meeting:
    """Fix the day that was agreed, of the dates that were offered or any other. Mails only with ``notify``.

    Raises CannotMeet when a day is fixed already, when it is past, and for a proposal nobody considers.
    """
    if refusal_of([fixed_at], at):
        raise CannotMeet("対話の日は、これからの日時にしてください。")
    proposal = locked_for_meeting(proposal)
    meeting = proposal.meetings.waiting().newest_first().first() or Meeting(proposal=proposal)
    if meeting.fixed_at:
        raise CannotMeet("対話の日は、もう決まっています。変えるときは「対話の日を変える」を使ってください。")
    meeting.proposal = proposal
    _write(meeting, terms)
    keep_day(meeting, fixed_at, by=by, at=at)
    if notify:
        tell_of_meeting(meeting, news=News.FIXED, at=at)
    return meeting


def keep_day(meeting: Meeting, fixed_at: datetime, *, by: Actor, at: datetime) -> None:
    """Write the day: the promise of a dialogue is kept, the clock stands until then."""
    meeting.fixed_at, meeting.declined_at = fixed_at, None
    meeting.save()
    meet_promise(proposal=meeting.proposal, stage=Stage.DIALOGUE, at=at)
    pause_clock(proposal=meeting.proposal, reason=WAITING_FOR_MEETING, at=at)
    audit.record("meeting.fix", about=meeting.proposal.key, by=by, at=at, meeting=meeting.pk)


@transaction.atomic
def move_meeting(
    *,
    proposal: Proposal,
    fixed_at: datetime,
    terms: Terms,
    reason: str,
    notify: bool = False,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Move a fixed day; the company reads why. Mails only with ``notify``. Raises CannotMeet."""
    if refusal_of([fixed_at], at):
        raise CannotMeet("対話の日は、これからの日時にしてください。")
    if not reason.strip():
        raise CannotMeet("日を変える理由を書いてください。提案者が読みます。")
    meeting = fixed_meeting(proposal)
    meeting.fixed_at, meeting.moved_reason = fixed_at, reason
    meeting.sequence += 1
    _write(meeting, terms)
    meeting.save()
    if notify:
        tell_of_meeting(meeting, news=News.MOVED, at=at)
    audit.record("meeting.move", about=meeting.proposal.key, by=by, at=at, meeting=meeting.pk, mailed=notify)
    return meeting


def fixed_meeting(proposal: Proposal) -> Meeting:
    """Return the fixed meeting ahead, its proposal locked. Raises CannotMeet without one."""
    proposal = locked_for_meeting(proposal)
    meeting = proposal.meetings.waiting().fixed().newest_first().first()
    if meeting is None:
        raise CannotMeet("決まった対話の日がありません。画面を開き直してください。")
    meeting.proposal = proposal
    return meeting


def _write(meeting: Meeting, terms: Terms) -> None:
    for name, value in columns(terms).items():
        setattr(meeting, name, value)


@transaction.atomic
def hold_meeting(*, meeting: Meeting, held_on: date, by: Actor, at: datetime) -> Meeting:
    """The dialogue took place: the clock runs on."""
    meeting.held_on = held_on
    meeting.save(update_fields=["held_on"])
    resume_clock(proposal=meeting.proposal, reason=WAITING_FOR_MEETING, at=at)
    audit.record("meeting.hold", about=meeting.proposal.key, by=by, at=at, meeting=meeting.pk)
    return meeting

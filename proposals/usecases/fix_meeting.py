"""対話: dates are offered, one is fixed; the clock stands from fixing to the day."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import Stage
from proposals.models import Meeting, Proposal

from .keep_promises import WAITING_FOR_MEETING, meet_promise, pause_clock, resume_clock


@transaction.atomic
def offer_meeting(*, proposal: Proposal, offered: str, place: str, by: Actor, at: datetime) -> Meeting:
    """Offer dates to the company, as words such as 「12月7日（月）10時 か 12月9日（水）14時」."""
    meeting = Meeting.objects.create(proposal=proposal, offered=offered, place=place)
    audit.record("meeting.offer", about=proposal.key, by=by, at=at, meeting=meeting.pk)
    return meeting


@transaction.atomic
def fix_meeting(*, meeting: Meeting, fixed_at: datetime, place: str, by: Actor, at: datetime) -> Meeting:
    """Fix the day: the promise of a dialogue is kept, the clock stands until then."""
    meeting.fixed_at, meeting.place = fixed_at, place
    meeting.save(update_fields=["fixed_at", "place"])
    meet_promise(proposal=meeting.proposal, stage=Stage.DIALOGUE, at=at)
    pause_clock(proposal=meeting.proposal, reason=WAITING_FOR_MEETING, at=at)
    audit.record("meeting.fix", about=meeting.proposal.key, by=by, at=at, meeting=meeting.pk)
    return meeting


@transaction.atomic
def hold_meeting(*, meeting: Meeting, held_on: date, by: Actor, at: datetime) -> Meeting:
    """The dialogue took place: the clock runs on."""
    meeting.held_on = held_on
    meeting.save(update_fields=["held_on"])
    resume_clock(proposal=meeting.proposal, reason=WAITING_FOR_MEETING, at=at)
    audit.record("meeting.hold", about=meeting.proposal.key, by=by, at=at, meeting=meeting.pk)
    return meeting

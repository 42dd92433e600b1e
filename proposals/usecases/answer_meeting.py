"""What a company says to the dates of a 対話: this one, or none of them."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import Meeting, Proposal

from .fix_meeting import keep_day
from .offer_meeting import CannotMeet, locked_for_meeting
from .tell_of_meeting import tell_city_of_choice
from .write_message import write_message

GONE = "この候補日は、もう選べません。いまの状況を確かめてください。"


@transaction.atomic
def choose_meeting(*, proposal: Proposal, chosen: datetime, by: Actor, at: datetime) -> Meeting:
    """Fix one of the dates that were offered and tell the city. Raises CannotMeet."""
    meeting = _offered(proposal)
    if chosen not in meeting.dates or chosen <= at:
        raise CannotMeet(GONE)
    keep_day(meeting, chosen, by=by, at=at)
    tell_city_of_choice(meeting, at=at)
    return meeting


@transaction.atomic
def decline_dates(*, proposal: Proposal, note: str, by: Actor, at: datetime) -> Meeting:
    """Say that none of the dates fits, in a message that the desk answers. Raises CannotMeet."""
    meeting = _offered(proposal)
    meeting.declined_at = at
    meeting.save(update_fields=["declined_at"])
    words = f"対話の候補日（{meeting.offered_words}）は、どれも都合が合いません。別の日をお願いします。"
    write_message(proposal=meeting.proposal, body=f"{words}\n\n{note}" if note.strip() else words, by=by, at=at)
    audit.record("meeting.decline", about=meeting.proposal.key, by=by, at=at, meeting=meeting.pk)
    return meeting


def _offered(proposal: Proposal) -> Meeting:
    proposal = locked_for_meeting(proposal)
    meeting = proposal.meetings.waiting().newest_first().first()
    if meeting is None or meeting.fixed_at or meeting.declined_at:
        raise CannotMeet(GONE)
    meeting.proposal = proposal
    return meeting

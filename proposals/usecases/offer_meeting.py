"""対話の候補日: up to three moments go onto the company's page; it chooses one, or says that none fits."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import MEETING_STATUSES
from proposals.models import Meeting, Proposal
from proposals.rules.meetings import Terms, refusal_of

from .tell_of_meeting import News, tell_of_meeting

NEW_DATES = "新しい候補日に替えました。"


class CannotMeet(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def offer_meeting(
    *, proposal: Proposal, dates: Sequence[datetime], terms: Terms, notify: bool = False, by: Actor, at: datetime
) -> Meeting:
    """Offer dates; dates that were offered before and not chosen give way. Mails only with ``notify``.

    Raises CannotMeet for dates that cannot be, for a proposal nobody considers, and when a day is fixed already.
    """
    if refusal := refusal_of(list(dates), at):
        raise CannotMeet(refusal)
    proposal = locked_for_meeting(proposal)
    waiting = proposal.meetings.waiting().newest_first()
    if waiting.fixed().exists():
        raise CannotMeet("対話の日は、もう決まっています。日を変えるか、取りやめてから、候補日を出してください。")
    Meeting.objects.filter(pk__in=[one.pk for one in waiting]).update(cancelled_at=at, cancelled_reason=NEW_DATES)
    meeting = Meeting.objects.create(proposal=proposal, dates=sorted(dates), **columns(terms))
    if notify:
        tell_of_meeting(meeting, news=News.OFFERED, at=at)
    audit.record("meeting.offer", about=proposal.key, by=by, at=at, meeting=meeting.pk, mailed=notify)
    return meeting


def locked_for_meeting(proposal: Proposal) -> Proposal:
    """Return the proposal, locked. Raises CannotMeet when no dialogue can be fixed for it."""
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("organization", "lead_division")
        .get(pk=proposal.pk)
    )
    if proposal.status not in MEETING_STATUSES:
        raise CannotMeet("対話の日を決められるのは、担当課で検討中か対話中の提案だけです。")
    return proposal


def columns(terms: Terms) -> dict[str, object]:
    return {
        "place": terms.place,
        "url": terms.url,
        "minutes": terms.minutes,
        "desk_attends": terms.desk_attends,
        "city_side": terms.city_side,
    }

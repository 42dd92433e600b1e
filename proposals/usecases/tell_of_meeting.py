"""The letters about a 対話: to the company when the tick 「知らせる」 is set, to the city when the company has chosen."""

from datetime import datetime
from enum import StrEnum

from nara_renkei.accounts.queries import desk_addresses, division_addresses, staff_url
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.models import Meeting
from proposals.queries import letter_readers


class News(StrEnum):
    """What happened, as the subject says it."""

    OFFERED = "対話の候補日をお知らせします"
    FIXED = "対話の日が決まりました"
    MOVED = "対話の日が変わりました"
    CANCELLED = "対話を取りやめます"


def tell_of_meeting(meeting: Meeting, *, news: News, at: datetime) -> int:
    """Queue one letter to everybody who reads letters of the proposal; return how many."""
    proposal = meeting.proposal
    readers = letter_readers(proposal)
    for address, can_act in readers.items():
        queue_mail(
            "proposals/meeting",
            to=address,
            about=proposal.key,
            context={
                "news": str(news),
                "must_act": news == News.OFFERED and can_act,
                "number": proposal.number,
                "title": proposal.title,
                "when": meeting.when if news in {News.FIXED, News.MOVED} else "",
                "url": absolute_link("proposals:meeting", proposal.number),
            },
            at=at,
        )
    return len(readers)


def tell_city_of_choice(meeting: Meeting, *, at: datetime) -> None:
    """Queue a letter to the desk and to the lead 課: the company chose a day."""
    proposal, today = meeting.proposal, local_day(at)
    lead = division_addresses(proposal.lead_division, today) if proposal.lead_division else []
    for address in dict.fromkeys([*desk_addresses(today), *lead]):
        queue_mail(
            "proposals/meeting_for_city",
            to=address,
            about=proposal.key,
            context={
                "number": proposal.number,
                "title": proposal.title,
                "when": meeting.when,
                "url": staff_url(f"/ka/{proposal.number}/taiwa/"),
            },
            at=at,
        )

"""A letter to 課のメール about one of its 課題."""

from datetime import datetime

from nara_renkei.accounts.queries import division_addresses, staff_url
from nara_renkei.core.calendar import local_day
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.models import Challenge


def tell_division(
    challenge: Challenge, *, path: str, headline: str, words: str, at: datetime, must_act: bool = False
) -> int:
    """Queue the letter and return how many addresses it goes to. ``path`` is a page on the staff's host."""
    addresses = division_addresses(challenge.lead, local_day(at))
    for address in addresses:
        queue_mail(
            "proposals/challenge_told",
            to=address,
            about=f"challenge:{challenge.code}",
            context={
                "division": challenge.lead.name,
                "title": challenge.title or "（題はまだありません）",
                "headline": headline,
                "words": words,
                "must_act": must_act,
                "url": staff_url(path),
            },
            at=at,
        )
    return len(addresses)

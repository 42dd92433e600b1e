"""Letters to staff about a 相談: what it is called and where it is read, nothing that was said in it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.urls import reverse

from knowledge.models import SupportRequest
from nara_renkei.accounts.permissions import divisions_of
from nara_renkei.accounts.queries import division_addresses, staff_url
from nara_renkei.notifications.usecases.queue_mail import queue_mail

LETTER: Final = "knowledge/support_told"


def tell_of_support(
    request: SupportRequest,
    to: Iterable[str],
    headline: str,
    words: str,
    *,
    at: datetime,
    due_on: date | None = None,
    must_act: bool = False,
) -> int:
    """Queue the letter to each address once; return how many went."""
    addresses = list(dict.fromkeys(to))
    for address in addresses:
        queue_mail(
            LETTER,
            to=address,
            about=request.key,
            context={
                "headline": headline,
                "words": words,
                "title": request.title,
                "topic": request.get_topic_display(),
                "division": request.division.name,
                "due_on": due_on,
                "must_act": must_act,
                "url": staff_url(reverse("knowledge:support", args=[request.uuid])),
            },
            at=at,
        )
    return len(addresses)


def asker_addresses(request: SupportRequest, on: date) -> list[str]:
    """Return where the 課 that asked is told: who asked while working there, else 課のメール."""
    asker = request.asker
    stays = asker.may_enter_on(on) and request.division in divisions_of(asker, on)
    return [asker.email] if stays else division_addresses(request.division, on)

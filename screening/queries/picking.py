"""The rows that were ticked in the queue."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from nara_renkei.accounts.models import User
from proposals.models import Message, Proposal

MOST: Final = 50  # rows of a page


def picked(user: User, numbers: Sequence[str], on: date) -> list[Proposal]:
    """Return the ticked proposals this person may see, by number, MOST at most. One query."""
    rows = Proposal.objects.visible_to(user, on).filter(number__in=[one for one in numbers[:MOST] if "\x00" not in one])
    return list(rows.select_related("organization").order_by("number"))


def unread_of(proposals: Iterable[Proposal]) -> dict[int, list[Message]]:
    """Return what the companies wrote and nobody confirmed, the oldest first. One query."""
    found: dict[int, list[Message]] = defaultdict(list)
    for message in Message.objects.unanswered().filter(proposal__in=proposals).oldest_first():
        found[message.proposal_id].append(message)
    return dict(found)

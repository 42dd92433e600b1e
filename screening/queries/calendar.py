"""What stands in the calendar of a 課: days and meetings, each with a number and its kind and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nara_renkei.accounts.models import User
from nara_renkei.accounts.usecases.send_link import token_digest
from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.wall import as_city
from proposals.models import Meeting
from screening.models import CalendarFeed, NextStep, Routing

from .waiting import STEPPED, WAITED_FOR, Scope, open_inquiries

MOST = 300  # entries of a kind
BEHIND = 31  # days a date that has passed still stands


@dataclass(frozen=True, slots=True)
class DayEntry:
    """A whole day."""

    key: str  # the same entry has the same key
    number: str
    kind: str
    day: date
    url_name: str = "screening:dossier"


@dataclass(frozen=True, slots=True)
class FeedEntries:
    days: list[DayEntry]
    meetings: list[Meeting]


def holder_of(token: str, on: date) -> User | None:
    """Return whose feed this address opens; None when it was stopped and when the last post has ended."""
    feed = CalendarFeed.objects.in_use().filter(token_sha256=token_digest(token)).select_related("user").first()
    if feed is None or not feed.user.may_enter_on(on) or Scope.of(feed.user, on).is_empty:
        return None
    return feed.user


@as_city("the address of the feed is the right to it, whoever is signed in beside it")
def feed_entries(user: User, on: date) -> FeedEntries:
    """Return what the 課 of this person's posts owe and where they are expected. Constant queries."""
    scope, since = Scope.of(user, on), on - timedelta(days=BEHIND)
    routings = Routing.objects.open().filter(scope.q(), due_on__gte=since, screening__proposal__status__in=WAITED_FOR)
    steps = NextStep.objects.open().filter(
        scope.q(), division__isnull=False, due_on__gte=since, screening__proposal__status__in=STEPPED
    )
    number = "screening__proposal__number"
    days = [
        DayEntry(f"{source}-{pk}", of, kind, day, url_name)
        for source, kind, rows, url_name in (
            ("routing", "回答期限", routings, "screening:dossier"),
            ("inquiry", "意見照会の期限", open_inquiries(scope).filter(due_on__gte=since), "screening:dossier"),
            ("step", "次の一歩の期日", steps, "screening:dialogue"),
        )
        for pk, of, day in rows.order_by("due_on", "pk").values_list("pk", number, "due_on")[:MOST]
    ]
    led = Routing.objects.in_hand().filter(scope.q()).values("screening__proposal")
    first = datetime.combine(since, time.min, TOKYO)
    meetings = Meeting.objects.waiting().filter(proposal__in=led, fixed_at__gte=first)
    return FeedEntries(days, list(meetings.select_related("proposal").order_by("fixed_at", "pk")[:MOST]))


def feed_of(user: User) -> CalendarFeed | None:
    """Return the address in use, without its secret."""
    return CalendarFeed.objects.in_use().filter(user=user).first()

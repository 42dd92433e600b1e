"""見守りの知らせ: once a week one letter to everybody who watches something of which there is news."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.core import signing
from django.db import transaction
from django.db.models import Min
from django.urls import reverse

from knowledge.models import Watch
from knowledge.queries.watching import News, hearing, news_between
from knowledge.rules.watching import SHOWN, STOPS_FOR
from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import Envelope, queue_mails

BATCH: Final = 200  # people
LETTER: Final = "knowledge/watch"
SALT: Final = "knowledge.watch.stop"
PUBLIC_PAGES: Final = frozenset({"proposals:challenge"})  # which the staff's host does not have


def tell_watchers(*, at: datetime) -> int:
    """Queue the letters and return how many. Whoever has been told until now is told nothing twice.

    Each batch of people is a transaction: their letters stand in the same one as the moment until which they were told.
    """
    first = Watch.objects.filter(told_until__lt=at).aggregate(first=Min("told_until"))["first"]
    news = news_between(first, at) if first else []
    sent, done = 0, first is None
    while not done:
        told = _tell(news, at)
        sent, done = sent + (told or 0), told is None
    return sent


@transaction.atomic
def _tell(news: Sequence[News], at: datetime) -> int | None:
    """Tell the next people; return how many letters, None when nobody is left. Constant queries."""
    due = Watch.objects.filter(told_until__lt=at)
    users = list(due.order_by("user").values_list("user", flat=True).distinct()[:BATCH])
    rows = due.filter(user__in=users).select_related("division", "method").order_by("pk")
    watches: dict[int, list[Watch]] = defaultdict(list)
    for watch in rows.select_for_update(of=("self",), skip_locked=True):
        watches[watch.user_id].append(watch)
    if not watches:
        return None
    envelopes = []
    for user in hearing(watches, local_day(at)).order_by("pk"):
        mine = [(one, [watch for watch in watches[user.pk] if one.is_watched_by(watch)]) for one in news]
        found = [(one, by) for one, by in mine if by]
        if found:
            envelopes.append(_envelope(user, found))
    queue_mails(LETTER, envelopes, at=at)
    Watch.objects.filter(pk__in=[one.pk for rows in watches.values() for one in rows]).update(told_until=at)
    return len(envelopes)


def _envelope(user: User, found: Sequence[tuple[News, Sequence[Watch]]]) -> Envelope:
    context: dict[str, Any] = {
        "name": user.name,
        "pages": [
            {"label": one.label, "title": one.title, "watched": "、".join(map(str, by)), "url": address_of(one)}
            for one, by in found[:SHOWN]
        ],
        "count": len(found),
        "more": max(0, len(found) - SHOWN),
        "url": staff_url(reverse("knowledge:watches")),
    }
    stop = staff_url(reverse("knowledge:stop_by_link", args=[stop_token(user)]))
    return Envelope(user.email, f"watch:{user.pk}", context, secret=stop)


def address_of(news: News) -> str:
    """Return the full address of a page."""
    if news.page in PUBLIC_PAGES:
        return absolute_link(news.page, news.code)
    return staff_url(reverse(news.page, args=[news.code]))


def stop_token(user: User) -> str:
    """Return what stops the watches of this person, and does nothing else."""
    return signing.dumps(user.pk, salt=SALT)


def person_of_token(token: str) -> User | None:
    """Return whose watches a token stops; None for one that was tampered with or is older than 400 days. One query."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=STOPS_FOR)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk).first()

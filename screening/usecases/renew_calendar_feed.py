"""The secret address of a calendar feed: made anew, or taken away."""

import secrets
from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.accounts.usecases.send_link import TOKEN_BYTES, token_digest
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from screening.models import CalendarFeed


@transaction.atomic
def renew_calendar_feed(*, user: User, by: Actor, at: datetime) -> str:
    """Return a new token, shown this once; the address before it stops opening."""
    revoke_calendar_feed(user=user, by=by, at=at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.create(user=user, token_sha256=token_digest(token), created_at=at)
    audit.record("calendar_feed.renew", about=f"user:{user.pk}", by=by, at=at)
    return token


@transaction.atomic
def revoke_calendar_feed(*, user: User, by: Actor, at: datetime) -> int:
    """Stop the address from opening; return how many stopped, 0 or 1."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    stopped = CalendarFeed.objects.in_use().filter(user=user).update(revoked_at=at)
    if stopped:
        audit.record("calendar_feed.revoke", about=f"user:{user.pk}", by=by, at=at)
    return stopped

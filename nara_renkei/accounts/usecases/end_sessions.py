"""End sessions of a person: their next request is nobody's."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import session_reference
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.models import Session
from nara_renkei.core.wall import as_city


@transaction.atomic
def end_sessions(*, user: User, by: Actor, at: datetime, keep: str | None = None, only: str = "") -> int:
    """Return how many ended. ``keep``: the key that stays; ``only``: the reference of the one that ends."""
    with as_city("ログイン中の端末を切る"):
        theirs = Session.objects.filter(account=user.pk).exclude(pk=keep or "")
        if only:
            keys = [key for key in theirs.values_list("pk", flat=True) if session_reference(key) == only]
            theirs = theirs.filter(pk__in=keys)
        count = theirs.delete()[0]
    if count:
        record("session.ended", about=f"user:{user.pk}", by=by, at=at, count=count)
    return count

"""Use a mailed link up, in the transaction of what it allows."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.wall import as_city

from .open_link import LinkGone


@transaction.atomic
def spend_link(*, link: CapabilityLink, by: Actor, at: datetime) -> None:
    """Mark it used. Of two who spend it at once the second waits, then meets ``LinkGone``.

    Called inside the caller's transaction: when that fails, the link opens again.
    """
    with as_city("メールのリンクを使う"):
        is_spent = CapabilityLink.objects.usable(at).filter(pk=link.pk).update(used_at=at)
    if not is_spent:
        raise LinkGone
    link.used_at = at
    record("link.used", about=link.about, by=by, at=at, purpose=link.purpose, link=link.pk)

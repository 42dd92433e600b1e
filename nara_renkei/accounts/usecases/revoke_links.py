"""Links that were not used yet stop opening."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.wall import as_city


@transaction.atomic
def revoke_links(*, purpose: LinkPurpose, about: str, by: Actor, at: datetime, email: str = "") -> int:
    """Return how many unused links about this stopped opening; ``email`` narrows it to one address."""
    links = CapabilityLink.objects.filter(purpose=purpose, about=about, used_at=None, revoked_at=None)
    if email:
        links = links.filter(email=email.lower())
    with as_city("メールのリンクを止める"):
        count = links.update(revoked_at=at)
    if count:
        record("link.revoked", about=about, by=by, at=at, purpose=str(purpose), count=count)
    return count

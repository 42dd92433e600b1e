"""Who has proved an address takes the consultations that this browser began."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import Consultation


@transaction.atomic
def claim_consultations(*, uuids: Collection[str], user: User, by: Actor, at: datetime) -> int:
    """Make the unowned consultations of these uuids the user's; return how many. Staff claim none."""
    if user.is_employee or not uuids:
        return 0
    begun = list(
        Consultation.objects.unbooked()
        .filter(author=None, organization=None, uuid__in=uuids)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    for consultation in begun:
        consultation.author = user
        consultation.save(update_fields=["author"])
        audit.record("consultation.claim", about=consultation.key, by=by, at=at)
    return len(begun)

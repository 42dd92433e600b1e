"""A member chooses which letters to do without."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import Notice
from nara_renkei.accounts.models import Member
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record


@transaction.atomic
def set_notices(*, member: Member, wanted: Collection[str], by: Actor, at: datetime) -> None:
    """Keep what is not wanted. What must be delivered is no ``Notice`` and always comes."""
    muted = [notice.value for notice in Notice if notice.value not in wanted]
    if member.muted == muted:
        return
    member.muted = muted
    member.save(update_fields=["muted"])
    record(
        "member.notices",
        about=f"organization:{member.organization.uuid}",
        by=by,
        at=at,
        user=member.user_id,
        muted=muted,
    )

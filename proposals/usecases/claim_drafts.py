"""Who has proved an address takes the drafts that this browser began."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import Proposal


@transaction.atomic
def claim_drafts(*, uuids: Collection[str], user: User, by: Actor, at: datetime) -> int:
    """Make the unowned drafts of these uuids the user's; return how many. Staff claim none."""
    if user.is_employee or not uuids:
        return 0
    drafts = list(
        Proposal.objects.drafts().filter(author=None, organization=None, uuid__in=uuids).select_for_update(of=("self",))
    )
    for draft in drafts:
        draft.author, draft.updated_at = user, at
        draft.save(update_fields=["author", "updated_at"])
        audit.record("draft.claim", about=draft.key, by=by, at=at)
    return len(drafts)

"""What nobody touches is forgotten: after 7 days unowned, after 90 days owned, told 14 days before."""

from datetime import datetime, timedelta

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import Status
from proposals.models import Draft, Proposal
from proposals.queries import DRAFT_LASTS

from .discard_draft import discard_draft
from .save_draft import NoLongerDraft

UNOWNED_LASTS = timedelta(days=7)
WARNED_BEFORE = timedelta(days=14)
BATCH = 500


def forget_drafts(*, by: Actor, at: datetime) -> tuple[int, int]:
    """Return how many drafts were deleted and how many letters were queued. Each draft is its own transaction."""
    drafts = Proposal.objects.drafts()
    unowned = drafts.filter(author=None, organization=None, updated_at__lt=at - UNOWNED_LASTS)
    owned = drafts.exclude(author=None, organization=None).filter(updated_at__lt=at - DRAFT_LASTS)
    # who was not warned is never surprised: the letter goes first, the draft the next time
    warned = owned.filter(draft__warned_at__lte=at - WARNED_BEFORE)
    gone = sum(
        _discard(pk, by=by, at=at)
        for pk in [
            *unowned.order_by("pk").values_list("pk", flat=True)[:BATCH],
            *warned.order_by("pk").values_list("pk", flat=True)[:BATCH],
        ]
    )
    due = drafts.exclude(author=None).filter(updated_at__lt=at - DRAFT_LASTS + WARNED_BEFORE, draft__warned_at=None)
    told = sum(_warn(pk, at=at) for pk in due.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return gone, told


def _discard(pk: int, *, by: Actor, at: datetime) -> bool:
    try:
        discard_draft(proposal_id=pk, by=by, at=at)
    except (NoLongerDraft, Proposal.DoesNotExist):
        return False
    return True


@transaction.atomic
def _warn(pk: int, *, at: datetime) -> bool:
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("author").get(pk=pk)
    draft, _ = Draft.objects.get_or_create(proposal=proposal)
    if proposal.status != Status.DRAFT or draft.warned_at or proposal.author is None:
        return False
    queue_mail(
        "proposals/draft_expiry",
        to=proposal.author.email,
        about=proposal.key,
        context={
            "title": proposal.title or "（提案名はまだありません）",
            "expires_on": max(local_day(proposal.updated_at + DRAFT_LASTS), local_day(at + WARNED_BEFORE)),
            "url": absolute_link("proposals:mine"),
        },
        at=at,
    )
    draft.warned_at = at
    draft.save(update_fields=["warned_at"])
    return True

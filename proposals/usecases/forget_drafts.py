"""What nobody touches is remembered once, announced, and forgotten (rules/drafts.py). Runs any number of times."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from nara_renkei.accounts.enums import Notice
from nara_renkei.accounts.models import Member
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.models import Proposal
from proposals.rules.drafts import OWNED_LASTS, REMINDED_AFTER, UNOWNED_LASTS, WARNED_BEFORE, last_day

from .discard_draft import discard_draft
from .save_draft import NoLongerDraft, locked_draft

BATCH = 500


class Forgotten(NamedTuple):
    gone: int  # drafts deleted
    warned: int  # drafts whose last day was announced
    reminded: int


def forget_drafts(*, by: Actor, at: datetime) -> Forgotten:
    """Delete, announce and remind. Each draft is its own transaction; what the desk entered is left alone."""
    drafts = Proposal.objects.drafts().filter(entered_by="")
    unowned = drafts.filter(author=None, organization=None, updated_at__lt=at - UNOWNED_LASTS)
    owned = drafts.exclude(author=None, organization=None)
    # who was not told is never surprised: the letter goes first, the draft another day
    over = owned.filter(updated_at__lt=at - OWNED_LASTS, draft__warned_at__lt=at - WARNED_BEFORE)
    ending = owned.filter(updated_at__lt=at - OWNED_LASTS + WARNED_BEFORE, draft__warned_at=None)
    resting = owned.filter(
        updated_at__lt=at - REMINDED_AFTER,
        updated_at__gte=at - OWNED_LASTS + WARNED_BEFORE,
        draft__reminded_at=None,
    )
    return Forgotten(
        gone=sum(_discard(pk, by=by, at=at) for pk in [*_first(unowned), *_first(over)]),
        warned=sum(_warn(pk, at=at) for pk in _first(ending)),
        reminded=sum(_remind(pk, at=at) for pk in _first(resting)),
    )


def _first(drafts: Any) -> list[int]:
    return list(drafts.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _discard(pk: int, *, by: Actor, at: datetime) -> bool:
    proposal = _resting(pk)
    # saved, claimed or submitted since the list was made: it stays
    if proposal is None or local_day(at) <= _last_day(proposal):
        return False
    discard_draft(proposal_id=pk, by=by, at=at)
    return True


def _last_day(proposal: Proposal) -> date:
    moved_on, warned_at = local_day(proposal.updated_at), proposal.draft.warned_at
    if proposal.author_id is None and proposal.organization_id is None:
        return moved_on + UNOWNED_LASTS
    return last_day(moved_on, local_day(warned_at)) if warned_at else date.max


@transaction.atomic
def _warn(pk: int, *, at: datetime) -> bool:
    proposal = _resting(pk)
    if proposal is None or proposal.draft.warned_at or proposal.updated_at >= at - OWNED_LASTS + WARNED_BEFORE:
        return False
    proposal.draft.warned_at = at
    proposal.draft.save()
    ends_on = last_day(local_day(proposal.updated_at), local_day(at))
    return _write("proposals/draft_expiry", proposal, _readers(proposal), ends_on, at)


@transaction.atomic
def _remind(pk: int, *, at: datetime) -> bool:
    proposal = _resting(pk)
    if proposal is None or proposal.draft.reminded_at or proposal.updated_at >= at - REMINDED_AFTER:
        return False
    proposal.draft.reminded_at = at
    proposal.draft.save()
    readers = _readers(proposal, muted=Notice.DRAFT)
    return _write("proposals/draft_reminder", proposal, readers, last_day(local_day(proposal.updated_at)), at)


def _resting(pk: int) -> Proposal | None:
    """Return the draft with its row locked; None when it is none any more."""
    try:
        return locked_draft(pk)
    except (NoLongerDraft, Proposal.DoesNotExist):
        return None


def _readers(proposal: Proposal, *, muted: str = "") -> list[str]:
    """Return the addresses of the people who can go on with a draft, without those who want no such letter."""
    members = Member.objects.active().filter(user__is_active=True)
    if proposal.organization_id:
        whole = members.filter(organization=proposal.organization_id)
        wanting = whole.exclude(muted__contains=[muted]) if muted else whole
        return list(wanting.order_by("joined_at", "pk").values_list("user__email", flat=True))
    author = proposal.author
    if author is None or not author.is_active:
        return []
    unwanted = bool(muted) and members.filter(user=author, muted__contains=[muted]).exists()
    return [] if unwanted else [author.email]


def _write(template: str, proposal: Proposal, readers: Iterable[str], ends_on: date, at: datetime) -> bool:
    readers = list(readers)
    for address in readers:
        queue_mail(
            template,
            to=address,
            about=proposal.key,
            context={
                "title": proposal.title or "（提案名はまだありません）",
                "last_day": ends_on,
                "url": absolute_link("proposals:mine"),
            },
            at=at,
        )
    return bool(readers)

"""A draft begins: before anybody has said who they are."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.wall import admit
from proposals.enums import Kind
from proposals.models import Challenge, Draft, Proposal


class CannotStart(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def start_draft(
    *,
    challenge: Challenge | None,
    author: User | None,
    by: Actor,
    at: datetime,
    consulted_before: bool = False,
    related_divisions: str = "",
    body: str = "",
    self_check: Mapping[str, bool] | None = None,
) -> Proposal:
    """Return a new draft. Without an author it belongs to the browser that began it, until somebody claims it.

    ``body`` are words that its 団体 has written before. ``self_check`` are the answers of a 自己チェック, remembered as
    hints beside the fields.
    """
    if challenge is not None and challenge.window_on(local_day(at)) != Challenge.OPEN:
        raise CannotStart("この課題は、いま募集していません。ほかの課題か、自由な発想の提案を選んでください。")
    uuid = uuid4()
    if author is None:
        admit("drafts", uuid)
    proposal = Proposal.objects.create(
        uuid=uuid,
        kind=Kind.OPEN if challenge is None else Kind.CHALLENGE,
        challenge=challenge,
        author=author,
        consulted_before=consulted_before,
        related_divisions=related_divisions,
        body=body,
        status_changed_at=at,
        created_at=at,
        updated_at=at,
    )
    Draft.objects.create(proposal=proposal, typed={"self_check": dict(self_check)} if self_check else {})
    audit.record("draft.start", about=proposal.key, by=by, at=at)
    return proposal

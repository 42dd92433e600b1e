"""Who stands before the company's pages. Outside one's own: 404, never 403."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import actor_for
from nara_renkei.accounts.rules.addresses import client_address
from proposals.models import Proposal
from proposals.permissions import drafts_open_to, is_proposer
from proposals.usecases.claim_drafts import claim_drafts

HELD = "drafts"  # the session's key: uuids of the drafts this browser began

View = Callable[..., HttpResponseBase]


def proposer_only(view: View) -> View:
    """Let people of companies in; everybody else who is signed in sees 404."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_proposer(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def held_drafts(request: HttpRequest) -> list[str]:
    return list(request.session.get(HELD, []))


def hold(request: HttpRequest, proposal: Proposal) -> None:
    """Remember in the session that this browser began the draft."""
    request.session[HELD] = [*held_drafts(request), str(proposal.uuid)]


def draft_or_404(request: HttpRequest, draft: UUID) -> Proposal:
    drafts = drafts_open_to(request.user, held_drafts(request), timezone.localdate())
    return get_object_or_404(drafts.select_related("organization", "draft"), uuid=draft)


def proposal_or_404(request: HttpRequest, number: str) -> Proposal:
    mine = Proposal.objects.visible_to(request.user, timezone.localdate()).submitted()
    return get_object_or_404(mine.select_related("challenge", "organization", "lead_division"), number=number)


def claim_on_sign_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """The proved code makes the drafts of this browser the person's. Runs inside the sign-in's POST."""
    uuids = held_drafts(request) if request is not None and hasattr(request, "session") else []
    if uuids and not user.is_employee:
        now: datetime = timezone.now()
        address = client_address(request.META, settings.TRUSTED_PROXY_COUNT)
        by = actor_for(user, address, timezone.localdate(now))
        claim_drafts(uuids=uuids, user=user, by=by, at=now)
        request.session.pop(HELD, None)


def listen() -> None:
    """Connect the claim; called once by the app's ``ready``."""
    user_logged_in.connect(claim_on_sign_in, dispatch_uid="proposals.claim_on_sign_in")

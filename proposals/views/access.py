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
from proposals.models import Consultation, Proposal
from proposals.permissions import drafts_open_to, is_proposer, owns
from proposals.queries import own_draft, own_proposal
from proposals.rules.drafts import HELD, HELD_CONSULTATIONS
from proposals.usecases.claim_consultations import claim_consultations
from proposals.usecases.claim_drafts import claim_drafts

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


def held_consultations(request: HttpRequest) -> list[str]:
    return list(request.session.get(HELD_CONSULTATIONS, []))


def hold_consultation(request: HttpRequest, consultation: Consultation) -> None:
    """Remember in the session that this browser began the consultation."""
    request.session[HELD_CONSULTATIONS] = [*held_consultations(request), str(consultation.uuid)]


def draft_or_404(request: HttpRequest, draft: UUID) -> Proposal:
    held, today = held_drafts(request), timezone.localdate()
    if is_proposer(request.user) and not held:
        return found_or_404(own_draft(request.user, draft, today))
    drafts = drafts_open_to(request.user, held, today)
    return get_object_or_404(drafts.select_related("organization", "draft"), uuid=draft)


def proposal_or_404(request: HttpRequest, number: str) -> Proposal:
    if is_proposer(request.user):
        return found_or_404(own_proposal(request.user, number, timezone.localdate()))
    mine = Proposal.objects.visible_to(request.user, timezone.localdate()).submitted()
    return get_object_or_404(
        mine.select_related("challenge", "organization", "lead_division", "tender", "roster_request"), number=number
    )


def found_or_404(proposal: Proposal | None) -> Proposal:
    if proposal is None:
        raise Http404
    return proposal


def own_proposal_or_404(request: HttpRequest, number: str) -> Proposal:
    """The same for what only the proposer may do: to a co-proposer there is no such page."""
    found = proposal_or_404(request, number)
    if not owns(request.user, found):
        raise Http404
    return found


def claim_on_sign_in(sender: Any, request: HttpRequest, user: User, **_: Any) -> None:
    """The proved code makes what this browser began the person's. Runs inside the sign-in's POST."""
    if request is None or not hasattr(request, "session"):
        return
    drafts, consultations = held_drafts(request), held_consultations(request)
    if (drafts or consultations) and not user.is_employee:
        now: datetime = timezone.now()
        address = client_address(request.META, settings.TRUSTED_PROXY_COUNT)
        by = actor_for(user, address, timezone.localdate(now))
        claim_drafts(uuids=drafts, user=user, by=by, at=now)
        claim_consultations(uuids=consultations, user=user, by=by, at=now)
        for key in (HELD, HELD_CONSULTATIONS):
            request.session.pop(key, None)


def listen() -> None:
    """Connect the claim; called once by the app's ``ready``."""
    user_logged_in.connect(claim_on_sign_in, dispatch_uid="proposals.claim_on_sign_in")

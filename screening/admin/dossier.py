"""一件記録: ordered from the proposal's page, watched while it is made, taken by who asked."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from proposals.models import Proposal
from screening.queries.dossier import dossier_papers
from screening.usecases.order_dossier import CannotHaveDossier, order_dossier, take_dossier

from .desk_only import desk_only

PROPOSAL = "admin:screening_deskproposal_change"


@require_POST
@desk_only
def order(request: HttpRequest, number: str) -> HttpResponse:
    proposal, user = asked_for(request, number)
    try:
        made = order_dossier(proposal=proposal, user=user, by=acting(request), at=timezone.now())
    except CannotHaveDossier as exc:
        messages.warning(request, str(exc))
        return redirect(PROPOSAL, number)
    return redirect("admin:screening_deskproposal_dossier_paper", number, made.uuid)


@never_cache
@require_GET
@desk_only
def paper(request: HttpRequest, number: str, uuid: UUID) -> HttpResponse:
    _, user = asked_for(request, number)
    context = {
        "paper": get_object_or_404(dossier_papers(number, user), uuid=uuid),
        "number": number,
        "again": reverse("admin:screening_deskproposal_dossier", args=[number]),
        "back": reverse(PROPOSAL, args=[number]),
        "back_label": f"{number} へ戻る",
        "pdf": reverse("admin:screening_deskproposal_dossier_file", args=[number, uuid]),
    }
    return render(request, "screening/dossier_paper.html", context)


@require_GET
@desk_only
def file(request: HttpRequest, number: str, uuid: UUID) -> HttpResponseBase:
    """The download, written down (decisions.md 19)."""
    proposal, user = asked_for(request, number)
    found: Any = get_object_or_404(dossier_papers(number, user).exclude(file=None), uuid=uuid)
    try:
        take_dossier(proposal=proposal, paper=found, user=user, by=acting(request), at=timezone.now())
    except CannotHaveDossier as exc:
        messages.warning(request, str(exc))
        return redirect(PROPOSAL, number)
    return file_response(found.file)


def asked_for(request: HttpRequest, number: str) -> tuple[Proposal, User]:
    """Return the proposal that this person may see, and the person; else 404."""
    user = cast("User", request.user)
    return get_object_or_404(Proposal.objects.visible_to(user, timezone.localdate()), number=number), user

"""保存用の書き出し: ordered from the proposal's page, watched while it is made, taken by who asked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from screening.queries.retention import archive_papers
from screening.usecases.order_archive import CannotArchive, order_archive, take_archive

from .desk_only import desk_only
from .dossier import PROPOSAL, asked_for


@require_POST
@desk_only
def order(request: HttpRequest, number: str) -> HttpResponse:
    proposal, user = asked_for(request, number)
    try:
        made = order_archive(proposal=proposal, user=user, by=acting(request), at=timezone.now())
    except CannotArchive as exc:
        messages.warning(request, str(exc))
        return redirect(PROPOSAL, number)
    return redirect("admin:screening_deskproposal_archive_paper", number, made.uuid)


@never_cache
@require_GET
@desk_only
def paper(request: HttpRequest, number: str, uuid: UUID) -> HttpResponse:
    _, user = asked_for(request, number)
    context = {
        "paper": get_object_or_404(archive_papers(number, user), uuid=uuid),
        "format": "ZIP",
        "number": number,
        "again": reverse("admin:screening_deskproposal_archive", args=[number]),
        "back": reverse(PROPOSAL, args=[number]),
        "back_label": f"{number} へ戻る",
        "pdf": reverse("admin:screening_deskproposal_archive_file", args=[number, uuid]),
    }
    return render(request, "screening/archive_paper.html", context)


@require_GET
@desk_only
def file(request: HttpRequest, number: str, uuid: UUID) -> HttpResponseBase:
    """The download, written down (decisions.md 19)."""
    proposal, user = asked_for(request, number)
    found: Any = get_object_or_404(archive_papers(number, user).exclude(file=None), uuid=uuid)
    try:
        take_archive(proposal=proposal, paper=found, user=user, by=acting(request), at=timezone.now())
    except CannotArchive as exc:
        messages.warning(request, str(exc))
        return redirect(PROPOSAL, number)
    return file_response(found.file)

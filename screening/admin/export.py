"""CSV and Excel of exactly what is filtered: at once, or a paper with its progress."""

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
from nara_renkei.core.sheets import Sheet, sheet_response
from proposals.usecases.take_paper import take_paper
from screening.queries import queue_papers
from screening.usecases.export_queue import CannotExport, export_queue

from .desk_only import desk_only

QUEUE = "admin:screening_deskproposal_changelist"


@require_POST
@desk_only
def order(request: HttpRequest) -> HttpResponse:
    """Hand over the table, or lead to the page that says how far its paper is."""
    try:
        made = export_queue(
            params=request.GET.dict(),
            sheet_format=request.POST.get("format", ""),
            user=cast("User", request.user),
            by=acting(request),
            at=timezone.now(),
        )
    except CannotExport as exc:
        messages.warning(request, str(exc))
        return redirect(f"{reverse(QUEUE)}?{request.GET.urlencode()}")
    if isinstance(made, Sheet):
        return sheet_response(made)
    return redirect("admin:screening_deskproposal_paper", made.uuid)


@never_cache
@require_GET
@desk_only
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _own(request, uuid)
    context = {
        "paper": found,
        "format": "一覧",
        "again": reverse(QUEUE),
        "back": reverse(QUEUE),
        "back_label": "提案の一覧へ戻る",
        "pdf": reverse("admin:screening_deskproposal_file", args=[uuid]),
    }
    return render(request, "screening/queue_paper.html", context)


@require_GET
@desk_only
def file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    found = _own(request, uuid, with_file=True)
    take_paper(paper=found, by=acting(request), at=timezone.now())
    return file_response(found.file)


def _own(request: HttpRequest, uuid: UUID, *, with_file: bool = False) -> Any:
    """Load a list that this person asked for, or 404."""
    papers = queue_papers(cast("User", request.user))
    return get_object_or_404(papers.exclude(file=None) if with_file else papers, uuid=uuid)

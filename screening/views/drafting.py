"""起案セット: ordered by the lead 課 or the desk, watched while it is made, taken by who reads the whole proposal."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, employee_required, may
from nara_renkei.core.private_files import file_response
from proposals.usecases.take_paper import take_paper
from screening.queries import drafting_papers
from screening.usecases.order_drafting_set import CannotOrder
from screening.usecases.order_drafting_set import order_drafting_set as ask_for

from .acts import posted
from .dossier import Desk, whole_of


@posted
def order_drafting_set(request: StaffRequest, work: Desk) -> HttpResponse:
    number = work.proposal.number
    if work.lead is None and not may(request.user, Permission.TRIAGE, work.today):
        raise Http404
    try:
        paper = ask_for(proposal=work.proposal, by=request.actor, at=timezone.now())
    except CannotOrder as exc:
        messages.warning(request, str(exc))
        return redirect("screening:dossier", number)
    return redirect("screening:drafting_paper", number, paper.uuid)


@never_cache
@employee_required
@require_GET
def drafting_paper(request: StaffRequest, number: str, paper: UUID) -> HttpResponse:
    whole_of(request, number)
    context = {
        "paper": get_object_or_404(drafting_papers(number), uuid=paper),
        "format": "Wordのファイル",
        "number": number,
        "again": reverse("screening:order_drafting_set", args=[number]),
        "back": reverse("screening:dossier", args=[number]),
        "back_label": f"{number} へ戻る",
        "pdf": reverse("screening:drafting_file", args=[number, paper]),
    }
    return render(request, "screening/drafting_paper.html", context)


@employee_required
@require_GET
def drafting_file(request: StaffRequest, number: str, paper: UUID) -> HttpResponseBase:
    whole_of(request, number)
    found = get_object_or_404(drafting_papers(number).exclude(file=None), uuid=paper)
    take_paper(paper=found, by=request.actor, at=timezone.now())
    return file_response(found.file)  # type: ignore[arg-type]  # those without were left out

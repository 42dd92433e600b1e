"""役員名簿: read by two named posts, each look written down. To everybody else there is no such page."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from proposals.usecases.record_download import record_download
from screening.models import BackgroundCheck
from screening.permissions import may_read_roster
from screening.usecases.open_roster import open_roster

from .desk_proposal import DeskProposal


def check_or_404(request: HttpRequest, number: str) -> BackgroundCheck:
    today, user = timezone.localdate(), cast("User", request.user)
    if not may_read_roster(user, today):
        raise Http404
    visible = DeskProposal.objects.visible_to(user, today).filter(number=number)
    checks = BackgroundCheck.objects.select_related("screening__proposal", "roster__file")
    return get_object_or_404(checks, screening__proposal__in=visible)


def show(model_admin: Any, request: HttpRequest, number: str) -> HttpResponse:
    """Show the dates; a POST opens the rows and leaves a line in the audit."""
    check = check_or_404(request, number)
    is_open = request.method == "POST"
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"役員名簿と照会　{number}",
        "opts": model_admin.opts,
        "number": number,
        "check": check,
        "is_open": is_open,
        "entries": open_roster(check=check, by=acting(request), at=timezone.now()) if is_open else [],
    }
    return TemplateResponse(request, "admin/screening/roster.html", context)


def download(request: HttpRequest, number: str) -> HttpResponseBase:
    """The file, written down (decisions.md 19)."""
    check = check_or_404(request, number)
    if check.roster.file is None:
        raise Http404
    response = file_response(check.roster.file)
    record_download(proposal=check.screening.proposal, file=check.roster.file, by=acting(request), at=timezone.now())
    return response

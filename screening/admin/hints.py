"""The hints of one proposal, on demand: what may be worth a look before the desk checks."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from screening.queries import hints_of

from .page import load


def show(model_admin: Any, request: HttpRequest, number: str) -> HttpResponse:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    case = load(request, number)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"手がかり　{case.proposal.number} {case.proposal.title}",
        "opts": model_admin.opts,
        "work": case,
        "hints": hints_of(case.folder),
    }
    return TemplateResponse(request, "admin/screening/hints.html", context)

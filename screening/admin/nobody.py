"""受け持つ人のいない仕事: what the morning letter counts, each with the page on which something can be done."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from screening.queries.nobody import orphans

SHOWN = 100  # rows of one kind


def page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show every kind that has something."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    kinds = [
        (one, [(row, reverse(one.page, args=[row.key])) for row in one.rows[:SHOWN]], max(0, len(one.rows) - SHOWN))
        for one in orphans(timezone.localdate())
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "受け持つ人のいない仕事",
        "opts": model_admin.opts,
        "kinds": kinds,
    }
    return TemplateResponse(request, "admin/screening/nobody.html", context)

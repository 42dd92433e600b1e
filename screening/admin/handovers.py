"""引継ぎ of the city: who has left a post, and whether it was handed over. Read here, done on /ka/hikitsugi/.

Who will leave is not shown: between 内示 and its day that is for the 課 alone (ADR 0021).
"""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission
from screening.models import Handover
from screening.queries.handovers import late_handovers, leavers

BACK = timedelta(days=180)
PAGE = 50


@admin.register(Handover)
class HandoverAdmin(PermittedAdmin):
    """The list alone; ``?jotai=okure`` narrows it to what is late."""

    view_permission = Permission.READ_ALL_PROPOSALS
    ordering = ("-post__ends_on", "pk")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [path("", wrap(self.changelist_view), name="screening_handover_changelist")]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        only_late = request.GET.get("jotai") == "okure"
        rows = late_handovers(today) if only_late else leavers(today - BACK, today)
        page = Paginator(rows.order_by("-ends_on", "pk"), PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": "引継ぎ",
            "opts": self.opts,
            "page": page,
            "only_late": only_late,
            "today": today,
        }
        return TemplateResponse(request, "admin/screening/handovers.html", context)

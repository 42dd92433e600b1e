"""今日の一枚: the day on one sheet, to be printed and ticked."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from screening.queries import today_sheet


def sheet(model_admin: Any, request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    if not may(request.user, Permission.TRIAGE, today):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "今日の一枚",
        "opts": model_admin.opts,
        "sheet": today_sheet(cast("User", request.user), today),
    }
    return TemplateResponse(request, "admin/screening/today.html", context)

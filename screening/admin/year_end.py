"""年度末の確認: what is under way, each with 「継続する」 and 「終える」."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.actors import acting
from nara_renkei.core.calendar import FiscalYear
from proposals.rules.lifecycle import MoveRefused
from proposals.rules.numbering import NUMBER
from screening.enums import YearEndChoice
from screening.models import Screening
from screening.queries import running, year_end_words
from screening.usecases.decide_year_end import CannotDecideYearEnd, decide_year_end

PAGE = 50


def page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show what is under way; a POST decides one of them."""
    now, today = timezone.now(), timezone.localdate()
    if not may(request.user, Permission.TELL, today):
        raise PermissionDenied
    rows = running(today).visible_to(cast("User", request.user), today)
    if request.method == "POST":
        number, choice = request.POST.get("number", ""), request.POST.get("choice")
        if choice not in YearEndChoice.values or not NUMBER.fullmatch(number):
            raise Http404
        screening = get_object_or_404(Screening.objects.select_related("proposal"), proposal__number=number)
        try:
            decide_year_end(screening=screening, choice=YearEndChoice(choice), by=acting(request), at=now)
        except (CannotDecideYearEnd, MoveRefused) as exc:
            messages.warning(request, f"{number}：{exc}")
        else:
            messages.success(request, f"{number}：「{YearEndChoice(choice).label}」にしました。")
        return redirect("admin:screening_deskproposal_year_end")
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{FiscalYear.of(today)} 年度末の確認",
        "opts": model_admin.opts,
        "shown": shown,
        "rows": [(row, year_end_words(row.year_end)) for row in shown],  # type: ignore[attr-defined]  # annotated
        "choices": YearEndChoice.choices,
        "is_march": today.month == 3,
    }
    return TemplateResponse(request, "admin/screening/year_end.html", context)

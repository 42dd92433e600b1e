"""/hokoku/mezasu-sugata/: how far the city is on its way to 目指す姿, as a page and on paper."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, may, needs
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.reports.forms import VisionYearForm
from nara_renkei.reports.queries.vision import vision_board, years_of_board
from nara_renkei.reports.usecases.order_vision import order_vision


@needs(Permission.READ_REPORTS)
@never_cache
@require_safe
def board(request: StaffRequest) -> HttpResponse:
    """This 年度 unless another is asked for; of one that has no board, why."""
    now = timezone.now()
    year = FiscalYear.of(timezone.localdate(now))
    if "nendo" not in request.GET:
        return _page(request, VisionYearForm(years=years_of_board(now), initial={"nendo": str(year.year)}), year)
    form = VisionYearForm(request.GET, years=years_of_board(now))
    return _page(request, form, form.cleaned_data["nendo"] if form.is_valid() else None)


@needs(Permission.ORDER_REPORTS)
@require_POST
def order(request: StaffRequest) -> HttpResponse:
    form = VisionYearForm(request.POST, years=years_of_board(timezone.now()))
    if form.is_valid():
        paper = order_vision(year=form.cleaned_data["nendo"], by=request.actor, at=timezone.now())
        return redirect("reports:paper", paper.uuid)
    return _page(request, form, None)


def _page(request: StaffRequest, form: VisionYearForm, year: FiscalYear | None) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    context = {
        "form": form,
        "board": vision_board(year, at=now) if year else None,
        "can_order": may(request.user, Permission.ORDER_REPORTS, today),
        "may_aim": may(request.user, Permission.EDIT_WORDS, today),
    }
    return render(request, "reports/vision_page.html", context, status=200 if year else 422)

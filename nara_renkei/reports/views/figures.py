"""/hokoku/suji/: every figure of a period with what it means, as a page, as XLSX and on paper."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, may, needs
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.sheets import sheet_response, xlsx_sheet
from nara_renkei.reports.forms import PeriodForm
from nara_renkei.reports.queries.figures import figures_of, first_day_of_figures
from nara_renkei.reports.queries.figures_table import FIGURES_HEAD, figures_table
from nara_renkei.reports.rules.periods import Period, usual_periods, year_of
from nara_renkei.reports.usecases.order_figures import order_figures

UNPROCESSABLE: Final = 422


@needs(Permission.READ_REPORTS)
@never_cache
@require_safe
def figures(request: StaffRequest) -> HttpResponse:
    """The figures of this 年度 unless another period is asked for; of a period that is none, why."""
    form, period = _asked(request)
    return _page(request, form, period)


@needs(Permission.READ_REPORTS)
@never_cache
@require_safe
def sheet(request: StaffRequest) -> HttpResponse:
    form, period = _asked(request)
    if period is None:
        return _page(request, form, None)
    rows = figures_table(period, figures_of(period, at=timezone.now()))
    return sheet_response(xlsx_sheet("数字の一覧", FIGURES_HEAD, rows))


@needs(Permission.ORDER_REPORTS)
@require_POST
def order(request: StaffRequest) -> HttpResponse:
    form = PeriodForm(request.POST, today=timezone.localdate())
    if form.is_valid():
        paper = order_figures(period=form.period, by=request.actor, at=timezone.now())
        return redirect("reports:paper", paper.uuid)
    return _page(request, form, None)


def _asked(request: StaffRequest) -> tuple[PeriodForm, Period | None]:
    today = timezone.localdate()
    year = year_of(FiscalYear.of(today))
    if not request.GET.keys() & {"hajime", "owari"}:
        return PeriodForm(today=today, initial={"hajime": year.first, "owari": year.last}), year
    form = PeriodForm(request.GET, today=today)
    return form, form.period if form.is_valid() else None


def _page(request: StaffRequest, form: PeriodForm, period: Period | None) -> HttpResponse:
    today, now = timezone.localdate(), timezone.now()
    context = {
        "form": form,
        "period": period,
        "as_of": period.as_of(today) if period else None,
        "figures": figures_of(period, at=now) if period else [],
        "periods": usual_periods(first_day_of_figures(today), today),
        "can_order": may(request.user, Permission.ORDER_REPORTS, today),
    }
    return render(request, "reports/figures_page.html", context, status=200 if period else UNPROCESSABLE)

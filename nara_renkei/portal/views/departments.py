"""/ka/bu/: what is in hand in a 部 and why some of it does not move, for its leader, as page, XLSX and PDF."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.private_files import file_response
from nara_renkei.core.sheets import sheet_response, xlsx_sheet
from nara_renkei.directory.models import Department
from nara_renkei.reports.forms import PeriodForm
from nara_renkei.reports.permissions import readable_departments, reads_departments, reads_small_groups
from nara_renkei.reports.queries.department import DepartmentReport, department_papers, department_report
from nara_renkei.reports.queries.department_table import department_table, head_of
from nara_renkei.reports.rules.department import handy_periods, period_about
from nara_renkei.reports.rules.periods import Period, year_of
from nara_renkei.reports.usecases.order_department import order_department
from nara_renkei.reports.usecases.record_download import record_download

UNPROCESSABLE: Final = 422


@never_cache
@require_GET
@employee_required
def departments(request: StaffRequest) -> HttpResponse:
    """The own 部; who reads several chooses."""
    today = timezone.localdate()
    if not reads_departments(request.user, today):
        raise Http404
    found = readable_departments(request.user, today)
    if len(found) == 1:
        return redirect("portal:department", found[0].code)
    return render(request, "portal/departments.html", {"found": found, "today": today})


@never_cache
@require_GET
@employee_required
def department(request: StaffRequest, code: str) -> HttpResponse:
    """A 部 in this 年度 unless another period is asked for; of a period that is none, why."""
    found = _department(request, code)
    form, period = _asked(request)
    return _page(request, found, form, period)


@never_cache
@require_GET
@employee_required
def sheet(request: StaffRequest, code: str) -> HttpResponse:
    found = _department(request, code)
    form, period = _asked(request)
    if period is None:
        return _page(request, found, form, None)
    report = _report(request, found, period)
    return sheet_response(xlsx_sheet(f"{found.name}の状況", head_of(report), department_table(report)))


@employee_required
@require_POST
def order(request: StaffRequest, code: str) -> HttpResponse:
    found = _department(request, code)
    form = PeriodForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, found, form, None)
    in_full = reads_small_groups(request.user, found, timezone.localdate())
    paper = order_department(department=found, period=form.period, in_full=in_full, by=request.actor, at=timezone.now())
    return redirect("portal:department_paper", code, paper.uuid)


@never_cache
@require_GET
@employee_required
def paper(request: StaffRequest, code: str, uuid: UUID) -> HttpResponse:
    found = _department(request, code)
    in_full = reads_small_groups(request.user, found, timezone.localdate())
    made = get_object_or_404(department_papers(found, in_full=in_full), uuid=uuid)
    context = {
        "paper": made,
        "in_full": in_full,
        "department": found,
        "period": period_about(made.about),
        "again": reverse("portal:department_order", args=[code]),
        "back": reverse("portal:department", args=[code]),
        "back_label": f"{found.name}の状況へ戻る",
        "pdf": reverse("portal:department_file", args=[code, uuid]),
    }
    return render(request, "portal/department_paper.html", context)


@require_GET
@employee_required
def file(request: StaffRequest, code: str, uuid: UUID) -> HttpResponseBase:
    found = _department(request, code)
    in_full = reads_small_groups(request.user, found, timezone.localdate())
    made = get_object_or_404(department_papers(found, in_full=in_full).exclude(file=None), uuid=uuid)
    record_download(paper=made, by=request.actor, at=timezone.now())
    return file_response(made.file)  # type: ignore[arg-type]  # those without were left out


def _department(request: StaffRequest, code: str) -> Department:
    """Return a 部 that this person may read about today, or 404."""
    rows = readable_departments(request.user, timezone.localdate())
    found = next((one for one in rows if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _asked(request: StaffRequest) -> tuple[PeriodForm, Period | None]:
    today = timezone.localdate()
    year = year_of(FiscalYear.of(today))
    if not request.GET.keys() & {"hajime", "owari"}:
        return PeriodForm(today=today, initial={"hajime": year.first, "owari": year.last}), year
    form = PeriodForm(request.GET, today=today)
    return form, form.period if form.is_valid() else None


def _report(request: StaffRequest, found: Department, period: Period) -> DepartmentReport:
    in_full = reads_small_groups(request.user, found, timezone.localdate())
    return department_report(found, period, at=timezone.now(), in_full=in_full)


def _page(request: StaffRequest, found: Department, form: PeriodForm, period: Period | None) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "department": found,
        "form": form,
        "period": period,
        "periods": handy_periods(today),
        "report": _report(request, found, period) if period else None,
        "has_several": len(readable_departments(request.user, today)) > 1,
    }
    return render(request, "portal/department.html", context, status=200 if period else UNPROCESSABLE)

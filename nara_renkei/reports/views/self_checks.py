"""/ka/jikotenken/: the 自己点検 of each 課, answered by the 課, read by it, by its 部 and by the desk."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import divisions_of, employee_required
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.reports.forms import SelfCheckForm
from nara_renkei.reports.queries.self_checks import division_lines, readable_divisions, self_check_sheet
from nara_renkei.reports.usecases.record_self_check import CannotCheck, record_self_check


@never_cache
@require_safe
@employee_required
def self_checks(request: StaffRequest) -> HttpResponse:
    """The 課 whose 自己点検 this person reads; straight to the one there is."""
    today = timezone.localdate()
    year = FiscalYear.of(today)
    lines = division_lines(request.user, year, today)
    if not lines:
        raise Http404
    if len(lines) == 1:
        return redirect("reports:self_check", lines[0].division.pk)
    context = {"year": year, "lines": lines, "answered": sum(line.check is not None for line in lines)}
    return render(request, "reports/self_checks.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@employee_required
def self_check(request: StaffRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    division = get_object_or_404(readable_divisions(request.user, today), pk=pk)
    is_own = division in divisions_of(request.user, today)
    if request.method == "POST" and not is_own:
        raise Http404
    sheet = self_check_sheet(division, FiscalYear.of(today))
    sent = request.POST if request.method == "POST" else None
    form = SelfCheckForm(sent, sheet=sheet) if is_own else None
    if form is not None and form.is_valid():
        try:
            record_self_check(division=division, **form.given(), by=request.actor, at=timezone.now())
        except CannotCheck as exc:
            form.add_error(None, str(exc))
            form.read_again(self_check_sheet(division, sheet.year))
        else:
            messages.success(request, f"{division}の自己点検を残しました。年度の終わりまで、何度でも直せます。")
            return redirect("reports:self_check", pk)
    if form is not None and form.errors.keys() & {"year", "version"}:
        form.read_again(sheet)
    status = 422 if form is not None and form.errors else 200
    return render(request, "reports/self_check.html", {"sheet": sheet, "form": form}, status=status)

"""/hokoku/: order a paper, watch it being made, take it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, may, needs
from nara_renkei.core.private_files import file_response
from nara_renkei.reports.forms import MonthForm
from nara_renkei.reports.queries import (
    finished_papers,
    latest_papers,
    months_to_report,
    papers_to_read,
    ready_of_last_month,
)
from nara_renkei.reports.usecases.order_monthly import CannotOrder
from nara_renkei.reports.usecases.order_monthly import order_monthly as ask_for
from nara_renkei.reports.usecases.record_download import record_download


@needs(Permission.READ_REPORTS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    return _index(request, MonthForm(months=months_to_report(timezone.localdate())))


@needs(Permission.ORDER_REPORTS)
@require_POST
def order(request: StaffRequest) -> HttpResponse:
    form = MonthForm(request.POST, months=months_to_report(timezone.localdate()))
    if form.is_valid():
        try:
            paper = ask_for(month=form.cleaned_data["month"], by=request.actor, at=timezone.now())
        except CannotOrder as exc:
            form.add_error("month", str(exc))
        else:
            return redirect("reports:paper", paper.uuid)
    return _index(request, form, status=422)


@needs(Permission.READ_REPORTS)
@never_cache
@require_GET
def paper(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(papers_to_read(), uuid=uuid)
    can_order = may(request.user, Permission.ORDER_REPORTS, timezone.localdate())
    return render(request, "reports/paper.html", {"paper": found, "can_order": can_order})


@needs(Permission.READ_REPORTS)
@require_GET
def download(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = get_object_or_404(finished_papers(), uuid=uuid)
    record_download(paper=found, by=request.actor, at=timezone.now())
    return file_response(found.file)  # type: ignore[arg-type]  # a finished paper has its file (paper_done_iff_file)


def _index(request: HttpRequest, form: MonthForm, status: int = 200) -> HttpResponse:
    today, papers = timezone.localdate(), latest_papers()
    page = {
        "form": form,
        "papers": papers,
        "ready": ready_of_last_month(papers, today),
        "can_order": may(request.user, Permission.ORDER_REPORTS, today),
    }
    return render(request, "reports/index.html", page, status=status)

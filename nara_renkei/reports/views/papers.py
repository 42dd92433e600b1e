"""/hokoku/: order a paper, watch it being made, take it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, may, needs
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.private_files import file_response
from nara_renkei.reports.forms import FIELDS_OF, ReportForm
from nara_renkei.reports.queries import (
    BY_MANAGERS,
    READABLE,
    finished_papers,
    latest_papers,
    papers_to_order_again,
    papers_to_read,
    ready_of_last_month,
)
from nara_renkei.reports.queries.figures import first_day_of_figures
from nara_renkei.reports.rules.kinds import ANNUAL, FIGURES, MONTHLY, QUARTERLY
from nara_renkei.reports.usecases.order_again import order_again
from nara_renkei.reports.usecases.order_annual import order_annual
from nara_renkei.reports.usecases.order_figures import order_figures
from nara_renkei.reports.usecases.order_monthly import CannotOrder, order_monthly
from nara_renkei.reports.usecases.order_quarterly import order_quarterly
from nara_renkei.reports.usecases.record_download import record_download


@needs(Permission.READ_REPORTS)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The form, and the newest papers; ``shurui`` narrows them to one kind, what is no kind means all."""
    return _index(request, _form())


@needs(Permission.ORDER_REPORTS)
@require_POST
def order(request: StaffRequest) -> HttpResponse:
    # a page from before there were several kinds asks for a month
    form = _form({"kind": MONTHLY, **request.POST.dict()})
    if form.is_valid():
        try:
            paper = _ask(form, by=request.actor, at=timezone.now())
        except CannotOrder as exc:
            form.add_error(FIELDS_OF[form.cleaned_data["kind"]][-1], str(exc))
        else:
            return redirect("reports:paper", paper.uuid)
    return _index(request, form, status=422)


@needs(Permission.ORDER_REPORTS)
@require_POST
def again(request: StaffRequest, uuid: UUID) -> HttpResponse:
    failed = get_object_or_404(papers_to_order_again(), uuid=uuid)
    return redirect("reports:paper", order_again(paper=failed, by=request.actor, at=timezone.now()).uuid)


@needs(Permission.READ_REPORTS)
@never_cache
@require_GET
def paper(request: StaffRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(papers_to_read(), uuid=uuid)
    is_ordered = found.kind in BY_MANAGERS
    can_order = is_ordered and may(request.user, Permission.ORDER_REPORTS, timezone.localdate())
    page = {"paper": found, "can_order": can_order, "is_ordered": is_ordered, "is_long": found.kind == ANNUAL}
    return render(request, "reports/paper.html", page)


@needs(Permission.READ_REPORTS)
@require_GET
def download(request: StaffRequest, uuid: UUID) -> HttpResponseBase:
    found = get_object_or_404(finished_papers(), uuid=uuid)
    record_download(paper=found, by=request.actor, at=timezone.now())
    return file_response(found.file)  # type: ignore[arg-type]  # a finished paper has its file (paper_done_iff_file)


def _form(*data: object) -> ReportForm:
    today = timezone.localdate()
    return ReportForm(*data, first=first_day_of_figures(today), today=today)


def _ask(form: ReportForm, *, by: Actor, at: datetime) -> PaperJob:
    given = form.cleaned_data
    if given["kind"] == QUARTERLY:
        return order_quarterly(quarter=given["quarter"], meeting_on=given["meeting_on"], by=by, at=at)
    if given["kind"] == ANNUAL:
        return order_annual(year=given["year"], by=by, at=at)
    if given["kind"] == FIGURES:
        return order_figures(period=form.period, by=by, at=at)
    return order_monthly(month=given["month"], by=by, at=at)


def _index(request: HttpRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    today, kind = timezone.localdate(), request.GET.get("shurui", "")
    page = {
        "form": form,
        "kinds": READABLE.items(),
        "kind": kind if kind in READABLE else "",
        "papers": latest_papers(kind),
        "ready": ready_of_last_month(today),
        "can_order": may(request.user, Permission.ORDER_REPORTS, today),
    }
    return render(request, "reports/index.html", page, status=status)

"""数字: how far a 研修 is, by 部, 級 and 回, who is missing, and its papers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from nara_renkei.core.sheets import sheet_response
from nara_renkei.core.text import whole_number
from proposals.usecases.take_paper import take_paper
from training.forms.figures import DayForm, NarrowForm
from training.models import Course, Session
from training.queries.figure_values import TrainingFigures
from training.queries.figures import narrowed, training_figures
from training.queries.reports import finished_desk_paper, ordered_papers
from training.usecases.export_figures import Content, export_figures
from training.usecases.order_certificate import CannotOrderCertificate, order_certificates
from training.usecases.order_training_report import CannotOrderReport, order_training_report


@never_cache
@require_GET
def figures(request: HttpRequest, course: Course) -> HttpResponse:
    """The tables and who is missing, narrowed as the address says."""
    whole, found, forms = _found(request, course)
    context = {"whole": whole, "figures": found, **forms, "query": request.GET.urlencode()}
    return row_page(request, course, "admin/training/figures.html", "数字", course=course, **context)


@require_POST
def sheet(request: HttpRequest, course: Course) -> HttpResponse:
    """The tables, or the people by name, as a file for the desk."""
    _, found, _ = _found(request, course)
    content = Content.PEOPLE if request.POST.get("content") == Content.PEOPLE else Content.GROUPS
    as_xlsx = request.POST.get("format") == "xlsx"
    return sheet_response(
        export_figures(figures=found, content=content, as_xlsx=as_xlsx, by=acting(request), at=timezone.now())
    )


def _found(request: HttpRequest, course: Course) -> tuple[TrainingFigures, TrainingFigures, dict[str, Any]]:
    day_form = DayForm(request.GET, label_suffix="")
    whole = training_figures(course, day_form.day(timezone.localdate()))
    narrow_form = NarrowForm(request.GET, label_suffix="", choices=whole.choices)
    return whole, narrowed(whole, narrow_form.only()), {"day_form": day_form, "narrow_form": narrow_form}


@never_cache
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, course: Course) -> HttpResponse:
    """Each paper with its button. The page asks again while one is being made."""
    if request.method == "POST":
        by, at = acting(request), timezone.now()
        number = request.POST.get("session", "")
        try:
            if number:
                session = get_object_or_404(Session, course=course, number=whole_number(number) or 0)
                order_certificates(session=session, by=by, at=at)
            else:
                order_training_report(course=course, by=by, at=at)
        except (CannotOrderReport, CannotOrderCertificate) as exc:
            messages.warning(request, str(exc))
        return redirect("admin:training_course_papers", course.pk)
    rows = ordered_papers(course)
    context = {"rows": rows, "is_under_way": any(row.newest and row.newest.is_under_way for row in rows)}
    return row_page(request, course, "admin/training/papers.html", "研修報告・修了証", course=course, **context)


@require_GET
def paper_file(request: HttpRequest, course: Course, uuid: UUID) -> HttpResponseBase:
    found = finished_desk_paper(course, uuid)
    if found is None or found.file is None:
        raise Http404
    take_paper(paper=found, by=acting(request), at=timezone.now())
    return file_response(found.file)


PAGES = (
    RowPage("keika/", "figures", figures, tab="数字"),
    RowPage("keika/hyo/", "figures_sheet", sheet),
    RowPage("keika/kami/", "papers", papers, tab="研修報告・修了証"),
    RowPage("keika/kami/<uuid:uuid>/", "paper_file", paper_file),
)

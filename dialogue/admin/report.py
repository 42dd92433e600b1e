"""報告・資料集: the figures of an event, and its two papers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dialogue.models import Event
from dialogue.queries.report import event_report, finished_event_paper, newest_papers
from dialogue.usecases.order_event_paper import CannotOrder, order_event_paper
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from proposals.usecases.take_paper import take_paper

from .pages import event_page


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, event: Event) -> HttpResponse:
    """The figures as they stand, and each paper with its button. The page asks again while one is being made."""
    if request.method == "POST":
        try:
            order_event_paper(event=event, kind=request.POST.get("kind", ""), by=acting(request), at=timezone.now())
        except CannotOrder as exc:
            messages.warning(request, str(exc))
        return redirect("admin:dialogue_event_report", event.pk)
    papers = newest_papers(event)
    context = {
        "report": event_report(event),
        "papers": papers,
        "is_under_way": any(job is not None and job.is_under_way for _, job in papers),
    }
    return event_page(request, event, "admin/dialogue/report.html", "報告・資料集", **context)


@require_GET
def report_file(request: HttpRequest, event: Event, uuid: UUID) -> HttpResponseBase:
    found = finished_event_paper(event, uuid)
    if found is None or found.file is None:
        raise Http404
    take_paper(paper=found, by=acting(request), at=timezone.now())
    return file_response(found.file)


PAGES = (
    RowPage("hokoku/", "report", report, tab="報告・資料集"),
    RowPage("hokoku/<uuid:uuid>/", "report_file", report_file),
)

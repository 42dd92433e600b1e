"""当日の紙: order, wait, open and print."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dialogue.models import Event
from dialogue.queries.papers import finished_paper, ordered_papers
from dialogue.usecases.order_day_paper import CannotOrder, order_day_paper
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from proposals.usecases.take_paper import take_paper

from .pages import event_page


@never_cache
@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, event: Event) -> HttpResponse:
    """Each kind with its button and the newest paper of it. The page asks again while one is being made."""
    if request.method == "POST":
        try:
            order_day_paper(event=event, kind=request.POST.get("kind", ""), by=acting(request), at=timezone.now())
        except CannotOrder as exc:
            messages.warning(request, str(exc))
        return redirect("admin:dialogue_event_papers", event.pk)
    rows = ordered_papers(event)
    context = {"rows": rows, "is_under_way": any(row.newest and row.newest.is_under_way for row in rows)}
    return event_page(request, event, "admin/dialogue/papers.html", "当日の紙", **context)


@require_GET
def paper_file(request: HttpRequest, event: Event, uuid: UUID) -> HttpResponseBase:
    found = finished_paper(event, uuid)
    if found is None or found.file is None:
        raise Http404
    take_paper(paper=found, by=acting(request), at=timezone.now())
    return file_response(found.file)


PAGES = (
    RowPage("kami/", "papers", papers, tab="当日の紙"),
    RowPage("kami/<uuid:uuid>/", "paper_file", paper_file),
)

"""署名用紙: order, wait, open and print; what was signed is typed back on the list."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from proposals.usecases.take_paper import take_paper
from training.models import Session
from training.queries.signatures import finished_sheet, newest_sheet
from training.usecases.order_sheet import CannotOrderSheet, order_sheet


@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, session: Session) -> HttpResponse:
    """The button and the newest paper. The page asks again while it is being made."""
    if request.method == "POST":
        try:
            order_sheet(session=session, by=acting(request), at=timezone.now())
        except CannotOrderSheet as exc:
            messages.warning(request, str(exc))
        return redirect("admin:training_session_sheet", session.pk)
    context = {"newest": newest_sheet(session)}
    return row_page(request, session, "admin/training/sheet.html", "署名用紙", **context)


@require_GET
def sheet_file(request: HttpRequest, session: Session, uuid: UUID) -> HttpResponseBase:
    found = finished_sheet(session, uuid)
    if found is None or found.file is None:
        raise Http404
    take_paper(paper=found, by=acting(request), at=timezone.now())
    return file_response(found.file)


PAGES = (
    RowPage("shomei/", "sheet", sheet, tab="署名用紙"),
    RowPage("shomei/<uuid:uuid>/", "sheet_file", sheet_file),
)

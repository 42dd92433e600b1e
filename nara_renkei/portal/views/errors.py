"""The pages for what went wrong. 400 and 500 are rendered without a request: nothing they show needs the database."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from nara_renkei.core.middleware import come_back_later, is_database_down
from nara_renkei.core.request_ids import current_request_id


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    return HttpResponse(render_to_string("errors/400.html"), status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    # also what goes wrong above the views (session, sign-in) ends here, inside its except clause
    if is_database_down(sys.exc_info()[1]):
        return come_back_later()
    return HttpResponse(render_to_string("errors/500.html", {"request_id": current_request_id()}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/403.html", {"form_expired": True}, status=403)

"""Who stands before the pages of a 研修: staff who signed in, and who came by a personal link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from training.permissions import person_of

View = Callable[..., HttpResponseBase]


def of_person(view: View) -> View:
    """Let a member of staff in; the view gets the person after the request. Companies find nothing."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        person = person_of(request)
        if person is None:
            return two_doors(request)
        response = view(request, person, *args, **named)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def two_doors(request: HttpRequest, *, is_read: bool = False) -> HttpResponse:
    """Say how the page is opened, to whom has not signed in and opened no link.

    ``is_read``: a QR of the room was read in time, and waits a few minutes in this browser.
    """
    if request.user.is_authenticated:
        raise Http404
    context = {"back": request.path, "is_read": is_read}
    return render(request, "training/two_doors.html", context, status=404)

"""/ka/koyomi/: the 課's dates for a calendar that cannot sign in, by a secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import employee_required
from nara_renkei.accounts.queries import staff_url
from nara_renkei.accounts.usecases.send_link import token_digest
from nara_renkei.core.links import token_page
from screening.queries.calendar import feed_entries, feed_of, holder_of
from screening.queries.waiting import Scope
from screening.rendering import feed_ics
from screening.usecases.renew_calendar_feed import renew_calendar_feed, revoke_calendar_feed

PER_HOUR = 60


@never_cache
@employee_required
@require_http_methods(["GET", "POST"])
def feed_page(request: StaffRequest) -> HttpResponse:
    """Whether there is an address, and the buttons; a POST makes a new one and shows it this once."""
    now = timezone.now()
    if Scope.of(request.user, timezone.localdate(now)).is_empty:
        raise Http404
    address = ""
    if request.method == "POST":
        token = renew_calendar_feed(user=request.user, by=request.actor, at=now)
        address = staff_url(reverse("screening:feed", args=[token]))
    context = {"feed": feed_of(request.user), "address": address}
    return render(request, "screening/calendar.html", context)


@employee_required
@require_POST
def stop_feed(request: StaffRequest) -> HttpResponse:
    revoke_calendar_feed(user=request.user, by=request.actor, at=timezone.now())
    messages.success(request, "予定表の住所を止めました。この住所では、もう何も読めません。")
    return redirect("screening:feed_page")


def _may_ask(token: str) -> bool:
    """So many times an hour for one address, known or not; the whole city hall may stand behind one network address."""
    key = f"calendar_feed:{token_digest(token)}"
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) <= PER_HOUR


@login_not_required
@token_page
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed. What is unknown, stopped, or held by nobody with a post any more is the same 404."""
    now = timezone.now()
    if isinstance(request.user, User) and not request.user.is_employee:
        raise Http404
    if not _may_ask(token):
        return HttpResponse(status=429)
    holder = holder_of(token, timezone.localdate(now))
    if holder is None:
        raise Http404
    content = feed_ics(feed_entries(holder, timezone.localdate(now)), at=now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="koyomi.ics"'
    return response

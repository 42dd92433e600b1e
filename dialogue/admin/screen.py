"""The projector's page, and the desk's page that moves the rounds."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dialogue.models import Event
from dialogue.queries.arrivals import missing
from dialogue.queries.day import screen_of
from dialogue.queries.seating import announced_plan
from dialogue.usecases.shift_rounds import CannotShift, begin_round, shift_rounds
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.core.actors import acting
from nara_renkei.core.live import live_response, server_clock

from .pages import event_page

SHIFTS = {"5": "5分遅らせる", "1": "1分遅らせる", "-1": "1分早める", "-5": "5分早める"}


@never_cache
@require_GET
def screen(request: HttpRequest, event: Event) -> HttpResponse:
    """For the projector: nothing but the round, the time left and who sits where."""
    at = timezone.now()
    context = {"screen": screen_of(event, announced_plan(event), at), "event": event, "now": server_clock(at)}
    return render(request, "admin/dialogue/screen.html", context)


@require_GET
def screen_now(request: HttpRequest, event: Event) -> HttpResponse:
    """The changing part of the projector's page. The browser counts by itself: the words do not change each second."""
    at = timezone.now()
    context = {"screen": screen_of(event, announced_plan(event), at), "is_live": True}
    html = render_to_string("admin/dialogue/_screen.html", context)
    return live_response(request, html, at=at)


@never_cache
@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, event: Event) -> HttpResponse:
    """Where the day stands, who is missing, and the buttons that move the rounds."""
    if request.method == "POST":
        _press(request, event)
        return redirect("admin:dialogue_event_progress", event.pk)
    context = {
        "screen": screen_of(event, announced_plan(event), timezone.now()),
        "missing": missing(event).with_unit().order_by("side", "pk"),
        "shifts": SHIFTS.items(),
    }
    return event_page(request, event, "admin/dialogue/progress.html", "当日の進行", **context)


def _press(request: HttpRequest, event: Event) -> None:
    facts: dict[str, Any] = {"event": event, "by": acting(request), "at": timezone.now()}
    chosen = request.POST.get("shift", "")
    calls: dict[str, Callable[[], Event]] = {"begin": lambda: begin_round(**facts)}
    if chosen in SHIFTS:
        calls[chosen] = lambda: shift_rounds(minutes=int(chosen), **facts)
    if chosen not in calls:
        return
    try:
        moved = calls[chosen]()
    except CannotShift as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(
            request, f"1回目は{moved.first_round_at:%-H時%M分}からになりました。会場の画面は10秒以内に変わります。"
        )


PAGES = (
    RowPage("shinko/", "progress", progress, tab="当日の進行"),
    RowPage("gamen/", "screen", screen),
    RowPage("gamen/ima/", "screen_now", screen_now),
)

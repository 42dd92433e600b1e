"""The screen of the room: a QR and six digits that change every half minute, and how many have come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.core.live import live_response, server_clock
from training.models import Session
from training.queries.arrivals import room_screen


@never_cache
@require_GET
def screen(request: HttpRequest, session: Session) -> HttpResponse:
    """For the projector: nothing but what people in the room need. No name stands on it."""
    at = timezone.now()
    context = {"screen": room_screen(session, at), "now": server_clock(at)}
    return render(request, "admin/training/screen.html", context)


@require_GET
def screen_now(request: HttpRequest, session: Session) -> HttpResponse:
    """The changing part. The browser counts the seconds by itself."""
    at = timezone.now()
    html = render_to_string("admin/training/_screen.html", {"screen": room_screen(session, at)})
    return live_response(request, html, at=at)


PAGES = (
    RowPage("gamen/", "screen", screen, tab="会場の画面（QR）"),
    RowPage("gamen/ima/", "screen_now", screen_now),
)

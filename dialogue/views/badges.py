"""What the QR of a name badge opens, by who reads it: the desk's check-in, or the exchange of cards."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dialogue.enums import Side
from dialogue.forms.cards import BadgeCodeForm
from dialogue.queries.arrivals import badge as badge_of
from dialogue.queries.cards import card_urls, own_card
from dialogue.rules.codes import read, shown
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core.wall import as_city

from .person import find_me


@login_not_required
@never_cache
@require_safe
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """Lead the desk to its page with one button; offer who comes to the same event the exchange; tell others nothing."""
    code = read(code)
    with as_city("名札のQRがどの回のものかを調べる"):
        person = badge_of(code)
    desk = staff_url(reverse("admin:dialogue_event_badge", args=[person.registration.event_id, code])) if person else ""
    if person and may(request.user, Permission.HOLD_EVENTS, timezone.localdate()):
        return redirect(desk)
    me = None
    if person:
        slug = person.registration.event.slug
        me = find_me(request, slug, Side.COMPANY) or find_me(request, slug, Side.DIVISION)
    context = {
        "code": shown(code)[:9],
        "desk": desk,
        "me": me,
        "mine": own_card(me) if me else None,
        "person": person if me else None,
        "urls": card_urls(me) if me else {},
        "form": BadgeCodeForm(initial={"code": code}),
    }
    response = render(request, "dialogue/badge.html", context, status=200 if person else 404)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

"""Who stands before the pages of encounters: people of the 団体 or the 課, and who came by a personal link."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from dialogue.enums import Side
from dialogue.models import Event, Participant, Registration
from dialogue.queries.encounters import division_registrations, own_registrations, with_memos
from dialogue.queries.people import me_at, why_gone
from dialogue.rules.people import HELD, about_of
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import divisions_of
from nara_renkei.core.actors import DIVISION, PROPOSER, Actor, acting

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whose encounters of which event somebody reads."""

    event: Event
    registrations: list[int]
    units: list[Registration]  # the 課 that entered; none for a company
    user: User | None  # None: came by a personal link
    by: Actor
    may_write: bool


def of_companies(view: View) -> View:
    """Let people of the 団体 in, and who came by a personal link of it; the view gets a Visitor."""
    return _guarded(view, _company_visitor, "accounts:prove_email", "dialogue:encounters")


def of_divisions(view: View) -> View:
    """Let people of the 課 in, and who came by a personal link of it; the view gets a Visitor."""
    return _guarded(view, _division_visitor, "account_login", "dialogue:staff_encounters")


def _guarded(view: View, find: Callable[[HttpRequest, str], Visitor | None], door: str, home: str) -> View:
    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **named: Any) -> HttpResponse:
        visitor = find(request, slug)
        if visitor is not None:
            return view(request, visitor, **named)
        if request.user.is_authenticated:
            raise Http404
        back = request.get_full_path() if request.method == "GET" else reverse(home, args=[slug])
        return redirect_to_login(back, resolve_url(door))

    return guarded


def _company_visitor(request: HttpRequest, slug: str) -> Visitor | None:
    user = request.user if isinstance(request.user, User) else None
    event = Event.objects.public().filter(slug=slug).first()
    if event is None or (user is not None and user.is_employee):
        return None
    found = list(own_registrations(user, event).values_list("pk", flat=True)) if user else []
    if found:
        return Visitor(event, found, [], user, acting(request), may_write=True)
    me = _me(request, slug, Side.COMPANY)
    return _by_link(request, event, me, PROPOSER, user, []) if me else None


def _division_visitor(request: HttpRequest, slug: str) -> Visitor | None:
    user = request.user if isinstance(request.user, User) else None
    event = Event.objects.public().filter(slug=slug).first()
    if event is None or (user is not None and not user.is_employee):
        return None
    today = timezone.localdate()
    found = list(division_registrations(user, event, today)) if user else []
    if user and found:
        keys, may_write = [one.pk for one in found], bool(divisions_of(user, today))
        return Visitor(event, keys, found, user, acting(request), may_write=may_write)
    me = _me(request, slug, Side.DIVISION)
    if me is None:
        return None
    units = list(with_memos(event.registrations.filter(pk=me.registration_id)))
    return _by_link(request, event, me, DIVISION, user, units)


def _me(request: HttpRequest, slug: str, side: Side) -> Participant | None:
    """Return whose personal link this browser has opened, while the person is of the event."""
    me = me_at(slug, side, held=request.session.get(HELD, []), email="", on=timezone.localdate())
    return None if me is None or why_gone(me) else me


def _by_link(
    request: HttpRequest, event: Event, me: Participant, party: str, user: User | None, units: list[Registration]
) -> Visitor:
    by = Actor(party, f"{me}（本人のリンク）", about_of(me.code), acting(request).address)
    return Visitor(event, [me.registration_id], units, user, by, may_write=True)

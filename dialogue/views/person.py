"""A person's own page: opened by the mailed link, or by who signed in with the same address. A link is never spent."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from dialogue.enums import Side
from dialogue.forms.cards import BadgeCodeForm
from dialogue.models import Participant
from dialogue.queries.cards import card_urls, met_cards, own_card
from dialogue.queries.people import me_at, participant_of_link, person_sheet, why_gone
from dialogue.rules.people import HELD, held_with
from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import User
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.core.links import token_page
from nara_renkei.core.live import live_response, server_clock
from proposals.rules.drafts import HELD_REGISTRATIONS

PAGES = {Side.COMPANY: "dialogue:person", Side.DIVISION: "dialogue:staff_person"}


@login_not_required
@token_page
@require_GET
def person_by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Remember whose link it is and lead on to the page, whose address holds no secret."""
    return _by_link(request, token, LinkPurpose.PARTICIPANT, Side.COMPANY)


@login_not_required
@token_page
@require_GET
def staff_person_by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """The same for people of the city; a company that came by it finds nothing."""
    if _is_of_company(request):
        return _gone(request, str(LinkGone()))
    return _by_link(request, token, LinkPurpose.STAFF_PARTICIPANT, Side.DIVISION)


def _by_link(request: HttpRequest, token: str, purpose: LinkPurpose, side: Side) -> HttpResponse:
    try:
        link = open_link(token=token, purpose=purpose, at=timezone.now())
    except LinkGone as exc:
        return _gone(request, str(exc))
    participant = participant_of_link(link.about)
    if participant is None or participant.registration.side != side:
        return _gone(request, str(LinkGone()))
    sentence = why_gone(participant)
    if sentence:
        return _gone(request, sentence)
    request.session[HELD] = held_with(request.session.get(HELD, []), participant.pk)
    if side == Side.COMPANY:
        opened = request.session.get(HELD_REGISTRATIONS, [])
        request.session[HELD_REGISTRATIONS] = held_with(opened, participant.registration_id)
    return redirect(PAGES[side], participant.registration.event.slug)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, slug, Side.COMPANY)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def staff_person(request: HttpRequest, slug: str) -> HttpResponse:
    if _is_of_company(request):
        raise Http404
    return _page(request, slug, Side.DIVISION)


def find_me(request: HttpRequest, slug: str, side: Side) -> Participant | None:
    """Return who the visitor is at the event: opened by a link in this browser, or signed in with the same address."""
    user: Any = request.user
    email = user.email if isinstance(user, User) else ""
    return me_at(slug, side, held=request.session.get(HELD, []), email=email, on=timezone.localdate())


def me_or_404(request: HttpRequest, slug: str, side: Side) -> Participant:
    """Return who the visitor is; who has left, and who never was, finds nothing."""
    me = None if side == Side.DIVISION and _is_of_company(request) else find_me(request, slug, side)
    if me is None or why_gone(me):
        raise Http404
    return me


def _page(request: HttpRequest, slug: str, side: Side) -> HttpResponse:
    if request.method == "POST":
        # a shared PC: the next person does not find the page of the one before
        for key in (HELD, HELD_REGISTRATIONS):
            request.session.pop(key, None)
        return render(request, "dialogue/person_left.html")
    me = find_me(request, slug, side)
    if me is None:
        return render(request, "dialogue/no_person.html", status=404)
    sentence = why_gone(me)
    if sentence:
        return _gone(request, sentence)
    at = timezone.now()
    sheet = person_sheet(me, at)
    is_held = me.pk in request.session.get(HELD, [])
    context = {"sheet": sheet, "event": sheet.event, "me": me, "is_held": is_held, "now": server_clock(at)}
    if "ima" in request.GET:
        return live_response(request, render_to_string("dialogue/_my_day.html", context), at=at)
    context |= {"card": own_card(me), "met": met_cards(me), "urls": card_urls(me), "code_form": BadgeCodeForm()}
    response = render(request, "dialogue/person.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _is_of_company(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and not (isinstance(user, User) and user.is_employee)


def _gone(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "accounts/link_gone.html", {"sentence": sentence}, status=410)

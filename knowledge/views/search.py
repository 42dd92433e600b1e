"""One box over all that the city keeps: for staff with the home of ナレッジ, for everybody over what is public.

The form is sent by POST, so that what is looked for in vain can be counted, and leads to an address that can be kept;
following it writes nothing.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.permissions import asks_desk
from knowledge.queries.search import (
    Narrowing,
    anything,
    choices_for_everybody,
    choices_for_staff,
    search,
)
from knowledge.queries.suggest import did_you_mean
from knowledge.rules.asking import Asked, asked
from knowledge.usecases.count_vain_search import count_vain_search

from .access import with_post

NARROWED = {"kind": "shurui", "field": "bunya", "division": "ka", "method": "shuho"}


@with_post
@never_cache
@require_http_methods(["GET", "POST"])
def staff_search(request: HttpRequest) -> HttpResponse:
    """The home of ナレッジ without words, with them what every member of staff with a post may read."""
    return _search(request, public=False)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def public_search(request: HttpRequest) -> HttpResponse:
    """What everybody may read."""
    return _search(request, public=True)


def _search(request: HttpRequest, *, public: bool) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    typed = asked(sent.get("q", ""))
    narrowing = Narrowing(**{name: sent.get(key, "") for name, key in NARROWED.items()})
    today = timezone.localdate()
    if request.method == "POST":
        if typed.words and not narrowing.is_any and not anything(typed, today, public=public):
            count_vain_search(words=typed.text, on=today)
        return redirect(f"{request.path}?{_address(typed, narrowing)}")
    results = search(typed, today, public=public, narrowing=narrowing, page=request.GET.get("page", "1"))
    is_vain = bool(typed.words) and not results.counts
    context = {
        "typed": typed,
        "narrowing": narrowing,
        "results": results,
        "choices": choices_for_everybody(today) if public else choices_for_staff(today),
        "suggestions": did_you_mean(typed, today, public=public) if is_vain and not narrowing.is_any else [],
        "is_vain": is_vain,
        "may_ask": not public and asks_desk(request.user, today),
    }
    return render(request, "knowledge/public_search.html" if public else "knowledge/staff_search.html", context)


def _address(typed: Asked, narrowing: Narrowing) -> str:
    given = {"q": typed.typed, **{key: getattr(narrowing, name) for name, key in NARROWED.items()}}
    return urlencode({key: value for key, value in given.items() if value})

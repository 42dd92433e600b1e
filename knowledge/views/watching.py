"""/ka/mimamori/: what I watch; and the page of the link in the weekly letter, which stops it without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from knowledge.forms.watching import WatchForm
from knowledge.queries.watching import my_watches
from knowledge.usecases.keep_watch import CannotWatch, begin_watch, stop_watch
from knowledge.usecases.tell_watchers import person_of_token
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.core.actors import DIVISION, Actor, acting
from nara_renkei.core.links import token_page
from nara_renkei.core.text import whole_number

from .access import is_company, with_post

PAGE = "knowledge:watches"


@with_post
@never_cache
@require_http_methods(["GET", "POST"])
def watches(request: StaffRequest) -> HttpResponse:
    """The list, and the form that adds one; other pages post to it with the one thing they show."""
    form = WatchForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if form.is_valid():
        try:
            watch = begin_watch(user=request.user, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotWatch as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"「{watch}」を見守ります。新しいものがあると、月曜の朝にメールが届きます。")
            return redirect(PAGE)
    return render(request, "knowledge/watches.html", {"form": form, "watches": my_watches(request.user)})


@with_post
@require_POST
def stop(request: StaffRequest) -> HttpResponse:
    """End one watch, or all."""
    count = stop_watch(user=request.user, watch=_chosen(request), by=acting(request), at=timezone.now())
    if count:
        messages.success(request, f"見守りを{count}件やめました。")
    else:
        messages.info(request, "その見守りは、もうやめてあります。")
    return redirect(PAGE)


@login_not_required
@token_page
@require_http_methods(["GET", "POST"])
def stop_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A button without signing in. A GET shows; only the POST stops."""
    person = None if is_company(request.user) else person_of_token(token)
    if person is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        by = Actor(DIVISION, f"{person}（メールのリンク）", f"user:{person.pk}", acting(request).address)
        stop_watch(user=person, watch=_chosen(request), by=by, at=timezone.now())
    context = {"watches": my_watches(person), "is_done": is_done}
    return render(request, "knowledge/stop_watch.html", context)


def _chosen(request: HttpRequest) -> int | None:
    """Return which watch is meant, None for all; what is no number is none of them."""
    sent = request.POST.get("watch", "")
    if sent == "subete":
        return None
    return whole_number(sent) or 0

"""緊急アクセス: the secret's page, and the page on which somebody says what they did. A GET burns nothing."""

from typing import Any, cast

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.forms import EmergencyNoteForm
from nara_renkei.accounts.permissions import EMERGENCY
from nara_renkei.accounts.usecases.close_emergency_access import CannotClose, close_emergency_access
from nara_renkei.accounts.usecases.open_emergency_access import find_emergency_access, open_emergency_access
from nara_renkei.accounts.usecases.open_link import LinkGone
from nara_renkei.core.actors import acting
from nara_renkei.core.links import token_page

from .doors import let_in


@login_not_required
@token_page
@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say whose door it is and for how long; only the button opens it."""
    if request.method == "POST" and not ratelimit.consume(request, action="emergency"):
        return render(request, "429.html", status=429)
    now = timezone.now()
    try:
        access = find_emergency_access(token=token, at=now)
        if request.method == "POST":
            open_emergency_access(access=access, by=acting(request), at=now)
    except LinkGone:
        return render(request, "accounts/emergency_gone.html", status=410)
    if request.method == "GET":
        return render(request, "accounts/emergency.html", {"access": access})
    # Whoever was signed in here before is not: nothing of their session goes on.
    logout(request)
    response = let_in(request, access.user, "portal:my_page")
    request.session[EMERGENCY] = access.pk
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Take what was done and end the session. Outside an emergency there is no such page."""
    access = cast("Any", request).emergency
    if access is None:
        raise Http404
    form = EmergencyNoteForm(request.POST or None)
    if form.is_valid():
        try:
            close_emergency_access(pk=access.pk, note=form.cleaned_data["note"], by=acting(request), at=timezone.now())
        except CannotClose as exc:
            form.add_error(None, str(exc))
        else:
            logout(request)
            messages.success(request, "緊急アクセスを終えました。したことを記録しました。")
            return redirect("account_login")
    return render(request, "accounts/emergency_close.html", {"form": form, "access": access})

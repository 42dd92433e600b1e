"""ログイン中の端末: where one is signed in, and how to end it from here."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import sessions_of
from nara_renkei.accounts.usecases.end_sessions import end_sessions
from nara_renkei.core.actors import acting


@never_cache
@require_http_methods(["GET", "POST"])
def devices(request: HttpRequest) -> HttpResponse:
    """The list; a button ends one, another all but this one. Only one's own are ever found."""
    user, own, now = cast("User", request.user), request.session.session_key or "", timezone.now()
    if request.method == "POST":
        only = "" if "others" in request.POST else request.POST.get("end", "-")
        count = end_sessions(user=user, by=acting(request), at=now, keep=own, only=only)
        if count:
            messages.success(request, f"{count}台の端末を、ログアウトさせました。")
        else:
            messages.info(request, "その端末は、もうログアウトしています。")
        return redirect("accounts:devices")
    return render(request, "accounts/devices.html", {"devices": sessions_of(user, own, now)})

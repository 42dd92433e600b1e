"""The staff's other door: the city's own identity provider (OpenID Connect). allauth walks the dance, ``adapters`` checks it."""

import logging
import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from requests import RequestException

from nara_renkei.accounts.permissions import employee_required
from nara_renkei.core.actors import acting
from nara_renkei.core.audit import record
from nara_renkei.core.links import token_page

logger = logging.getLogger(__name__)

View = Callable[[HttpRequest], HttpResponse]

NO_PLACE = "no_place"
NOT_PROVED = "not_proved"
NOT_AGAIN = "not_again"
PROVIDER_DOWN = "provider_down"
# What ``adapters`` says first about an answer; everything else is not proved.
WHY = {"discovery": PROVIDER_DOWN, "again": NOT_AGAIN}


def _door(view: View) -> View:
    """Without a provider there is no such page; whatever goes wrong with it ends on one page in Japanese."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.OIDC_ISSUER:
            raise Http404
        try:
            return view(request)
        except PermissionDenied:
            return _refused(request, NO_PLACE, 403)
        except RequestException as exc:
            logger.warning("oidc_unreachable", extra={"error": type(exc).__name__})
            return _refused(request, PROVIDER_DOWN, 503)
        except OAuth2Error as exc:
            logger.warning("oidc_refused", extra={"error": type(exc).__name__})
            return _refused(request, WHY.get(str(exc).partition(":")[0], NOT_PROVED), 400)

    return guarded


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@_door
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the provider to sign in."""
    if request.method == "GET":
        return redirect("account_login")
    # On a shared machine nobody becomes the one who was there before.
    return _lead(request, {"prompt": "select_account"})


@never_cache
@employee_required
@require_http_methods(["GET", "POST"])
@_door
def again(request: HttpRequest) -> HttpResponse:
    """Before something weighty: the provider asks anew for the person of this session, whatever it remembers."""
    if request.method == "GET":
        target = get_next_redirect_url(request) or ""
        return render(request, "accounts/oidc_again.html", {"target": target, "name": settings.OIDC_NAME})
    return _lead(request, {"prompt": "login", "max_age": "0"}, again=int(time.time()))


def _lead(request: HttpRequest, asks: dict[str, str], **kept: Any) -> HttpResponse:
    """Lead to the provider. By a page and not by a redirect: our forms may lead to this site only (form-action).

    ``asks``: what the provider is asked for besides; ``kept``: what the way home finds again in this browser's session.
    """
    if not ratelimit.consume(request, action="oidc"):
        return render(request, "429.html", status=429)
    nonce = secrets.token_urlsafe(32)
    answer = (
        get_adapter(request)
        .get_provider(request, "oidc")
        .redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=get_next_redirect_url(request),
            auth_params={"nonce": nonce, **asks},
            scope=settings.OIDC_SCOPES,
            nonce=nonce,
            **kept,
        )
    )
    return render(request, "accounts/oidc_start.html", {"address": answer["Location"], "name": settings.OIDC_NAME})


@login_not_required
@token_page
@require_GET
@_door
def callback(request: HttpRequest) -> HttpResponse:
    """Take the code and the state home: once each, in the browser that asked."""
    provider = get_adapter(request).get_provider(request, "oidc")
    return OAuth2CallbackView.adapter_view(provider.get_oauth2_adapter(request))(request)


def _refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    record("login.failed", about="door:oidc", by=acting(request), at=timezone.now(), why=why)
    return render(request, "accounts/oidc_refused.html", {"why": why, "name": settings.OIDC_NAME}, status=status)

"""Who is asking, through which door, how long ago, and whether the second factor was shown."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.sessions import SEEN_AT, SIGNED_IN_AT

from .models import EmergencyAccess, User
from .permissions import EMERGENCY, actor_for, is_in_city_hall, page_to_show, showed_second_factor
from .queries import session_end
from .rules.addresses import client_address, is_inside

GetResponse = Callable[[HttpRequest], HttpResponse]


class StaffRequest(HttpRequest):
    """A request behind ``employee_required``: the user has a 職員番号."""

    user: User  # type: ignore[assignment]
    actor: Actor


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts: the person, the side, and the address for evidence. History says what an emergency opened."""
    address = client_address(request.META, settings.TRUSTED_PROXY_COUNT)
    actor = actor_for(request.user, address, timezone.localdate())
    return replace(actor, label=f"{actor.label}［緊急アクセス］") if EMERGENCY in request.session else actor


class EmergencyMiddleware:
    """A session that a 緊急アクセス opened: every page it asks for is in the audit, and it ends at its minute.

    Gives every request ``emergency``, the row or None. Only such a session costs a query.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast("Any", request).emergency = None
        if EMERGENCY not in request.session:
            return self.get_response(request)
        now = timezone.now()
        access = EmergencyAccess.objects.running(now).filter(pk=request.session[EMERGENCY]).first()
        if access is None or access.user_id != request.user.pk:
            record("emergency.ended", about=f"emergency:{request.session[EMERGENCY]}", by=actor_of(request), at=now)
            logout(request)
            messages.info(request, "緊急アクセスの時間が終わりました。したことを、運用担当に伝えて記録してください。")
            return redirect(settings.LOGIN_URL)
        cast("Any", request).emergency = access
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> None:
        access, match = cast("Any", request).emergency, request.resolver_match
        if access is not None and match is not None:
            # The route and not the path: the audit holds no token.
            asked = {"route": match.view_name, "method": request.method}
            record("emergency.page", about=f"emergency:{access.pk}", by=actor_of(request), at=timezone.now(), **asked)


class ActorMiddleware:
    """Give every request an ``actor``, worked out when first asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class PrivatePagesMiddleware:
    """ログアウト takes what drafts left in the browser. Its pages are in no cache (SecurityHeadersMiddleware)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        response = self.get_response(request)
        if request.path == resolve_url("account_logout") and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"storage"'
        return response


class SessionLimitsMiddleware:
    """Sign out whose session has lasted too long, and say why.

    Staff after ``STAFF_IDLE_SECONDS`` without a request and ``STAFF_SESSION_SECONDS`` in all, people of companies after
    ``SESSION_COOKIE_AGE`` in all.
    """

    # A page read is not a page written: when it was last used is kept once in so many seconds.
    STAFF_STEP, COMPANY_STEP = 60, 60 * 60

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user, session, now = request.user, request.session, int(time.time())
        if not isinstance(user, User):
            return self.get_response(request)
        if why := session_end(user, session, now):
            return self._leave(request, user, why)
        if user.is_employee:
            session.setdefault(SIGNED_IN_AT, now)
        step = self.STAFF_STEP if user.is_employee else self.COMPANY_STEP
        if now - session.get(SEEN_AT, 0 if user.is_employee else now) >= step:
            session[SEEN_AT] = now
        return self.get_response(request)

    def _leave(self, request: HttpRequest, user: User, why: str) -> HttpResponse:
        back = _page_to_return_to(request)
        logout(request)
        hours = settings.STAFF_SESSION_SECONDS // 3600
        spent = f"{hours}時間" if user.is_employee else f"{settings.SESSION_COOKIE_AGE // 86400}日"
        reason = f"ログインから{spent}たったため" if why == "over" else "しばらく操作がなかったため"
        messages.info(request, f"{reason}、ログアウトしました。もう一度ログインしてください。")
        door = settings.LOGIN_URL if user.is_employee else "accounts:prove_email"
        return redirect_to_login(back, resolve_url(door))


def _page_to_return_to(request: HttpRequest) -> str:
    """Return the page that was asked for; for a button the page it stood on, whose text the browser still keeps."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    if page and url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return urlsplit(page).path
    return resolve_url(settings.LOGIN_REDIRECT_URL)


class StaffNetworksMiddleware:
    """Where STAFF_ALLOWED_NETWORKS is set, staff sign in and act from these networks only.

    What is public, the company's door and the personal links in letters (one small page each, ADR 0029) stay open.
    """

    DOORS = ("/accounts/", "/admin/")
    ALWAYS = "/accounts/logout/"
    EMERGENCY_DOOR = "/accounts/kinkyu/"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        allowed = settings.STAFF_ALLOWED_NETWORKS
        if not allowed or request.path == self.ALWAYS or not self._is_for_staff(request):
            return self.get_response(request)
        # On a bad day the person may sit anywhere; the one who made the secret sits at the machine.
        if EMERGENCY in request.session or request.path.startswith(self.EMERGENCY_DOOR):
            return self.get_response(request)
        if is_inside(client_address(request.META, settings.TRUSTED_PROXY_COUNT), allowed):
            return self.get_response(request)
        response = render(request, "accounts/only_from_networks.html", status=403)
        add_never_cache_headers(response)
        return response

    def _is_for_staff(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_employee if isinstance(user, User) else request.path.startswith(self.DOORS)


class TwoDoorsMiddleware(LoginRequiredMiddleware):
    """Nobody enters unless invited: companies are led to the mailed code, staff to the password."""

    COMPANY_PREFIXES = ("/teian/", "/soudan/", "/dialogue/", "/my/")

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        # The staff's host does not serve the company's door.
        is_staff_host = bool(settings.STAFF_HOST) and request.get_host() == settings.STAFF_HOST
        if request.path.startswith(self.COMPANY_PREFIXES) and not is_staff_host:
            return redirect_to_login(request.get_full_path(), resolve_url("accounts:prove_email"))
        return super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Staff whose session has not shown a second factor may do nothing but show or set one up, where the city requires it.

    Who has one shows it, also to change it: a session that the password alone opened earlier is asked for it. Who has
    none sets one up. With STAFF_NETWORKS they first prove a code from 庁内メール, inside the city hall: otherwise a
    stolen password would be enough to register a factor from anywhere. People of companies have no password and no
    second factor: those pages do not exist for them. A password is changed by who has shown the factor.
    """

    OPEN_PREFIXES = ("/accounts/", "/static/", "/healthz", "/readyz")
    NOT_OPEN = ("/accounts/2fa/", "/accounts/password/change/", "/accounts/password/set/")
    TO_SHOW = ("/accounts/2fa/reauthenticate/", "/accounts/2fa/webauthn/reauthenticate/")
    FOR_EVERYBODY = ("account_login", "account_logout", "account_inactive", "account_request_login_code")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        path = request.path
        is_about_factors = path.startswith("/accounts/2fa/")
        if (
            not settings.SECOND_FACTOR_REQUIRED
            or not isinstance(user, User)
            or not user.is_employee
            or (path.startswith(self.OPEN_PREFIXES) and not path.startswith(self.NOT_OPEN))
            or path in self.TO_SHOW
            or (settings.STAFF_NETWORKS and path == resolve_url("accounts:mail_factor"))
        ):
            return self.get_response(request)
        address = client_address(request.META, settings.TRUSTED_PROXY_COUNT)
        if showed_second_factor(request, user, address):
            return self.get_response(request)
        back = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
        if page := page_to_show(user):
            return redirect_to_login(back, resolve_url(page))
        if not settings.STAFF_NETWORKS:
            return self.get_response(request) if is_about_factors else redirect("mfa_index")
        if not is_in_city_hall(address):
            return render(request, "accounts/only_from_city_hall.html", status=403)
        return redirect_to_login(back, resolve_url("accounts:mail_factor"))

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> None:
        name = (request.resolver_match.url_name if request.resolver_match else "") or ""
        staff_only = name.startswith(("mfa_", "account_")) and name not in self.FOR_EVERYBODY
        if staff_only and isinstance(request.user, User) and not request.user.is_employee:
            raise Http404

"""What holds for every request before any app is asked."""

import logging
from collections.abc import Callable, Mapping
from functools import cache
from time import perf_counter
from typing import Any, Final

import structlog
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string

from .request_ids import HEADER, is_request_id, new_request_id
from .uploads import body_limit

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), "
        "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
        "publickey-credentials-get=(self), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
    ),
}
RETRY_AFTER: Final = 30  # seconds
METHODS: Final = ("GET", "HEAD", "POST")
META_HEADER: Final = "HTTP_X_REQUEST_ID"


@cache
def policy() -> str:
    """Return the Content-Security-Policy of the settings. No page has a part of its own, so it is put together once."""
    return build_policy()


class _Through:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class SecurityHeadersMiddleware(_Through):
    """The same headers on every response: pages, errors, redirects, static files, downloads.

    Stands first of all; a view that needs a stricter value sets its own. What was made for somebody, or gives a
    cookie, is kept by no cache on the way and by no browser after 「ログアウト」.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy())
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            response.headers.setdefault("Cache-Control", "no-store, private")
        if "public" in response.headers.get("Cache-Control", ""):
            response.cookies.clear()  # a cache on the way would hand them to everybody
        return response


class RequestIdMiddleware(_Through):
    """One id for each request: in the log, in the rows whose work goes on elsewhere, and in the answer.

    The proxy's own id goes on where we know of a proxy and it has exactly our form, so that the lines of both logs
    meet; what a stranger wrote there is never kept. With METRICS_NETWORKS the request is counted too.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        given = request.META.get(META_HEADER, "")
        request_id = given if settings.TRUSTED_PROXY_COUNT and is_request_id(given) else new_request_id()
        request.META[META_HEADER] = request_id
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            response = self.get_response(request)
        response.headers[HEADER] = request_id
        if settings.METRICS_NETWORKS:
            from .metrics import observe  # only where somebody scrapes

            observe(request, response, perf_counter() - began)
        return response


class MethodsMiddleware(_Through):
    """No page takes another method than these: 405, unread. HEAD is GET without the body."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        response = self.get_response(request)
        if response.streaming:
            response.streaming_content = ()  # type: ignore[attr-defined]  # FileResponse and its like
        else:
            response.content = b""
        return response


class RouteNameMiddleware(_Through):
    """Give the log the route's name in place of the path, which may hold a number or a key, and the seconds."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = self.get_response(request)
        structlog.contextvars.bind_contextvars(seconds=round(perf_counter() - began, 3))
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match is not None:
            structlog.contextvars.bind_contextvars(route=match.view_name or "unnamed", method=request.method)


def is_database_down(exc: BaseException | None) -> bool:
    """Return whether the database did not answer: stopped, restarted, too slow, locked."""
    return isinstance(exc, (OperationalError, InterfaceError))


def come_back_later() -> HttpResponse:
    """Return the 503 page, which needs nothing; the browser still holds what was typed."""
    response = HttpResponse(render_to_string("errors/503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


class DatabaseDownMiddleware(_Through):
    """A view that finds no database answers 503. Errors above the views reach handler500, which asks the same."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_database_down(exception):
            return None
        logger.error("database_unreachable", extra={"error": type(exception).__name__})
        return come_back_later()


class HostileInputMiddleware(_Through):
    """NUL has no place in an address or a cookie: 400 before PostgreSQL refuses it. An absurd body: 413, unread."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _declared_length(request) > body_limit():
            raise RequestDataTooBig("body")
        if _holds_nul(request):
            raise BadRequest("NUL")
        return self.get_response(request)


def _declared_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _holds_nul(request: HttpRequest) -> bool:
    if "\x00" in request.path_info or any("\x00" in f"{key}{value}" for key, value in request.COOKIES.items()):
        return True
    if "%00" not in request.META.get("QUERY_STRING", "") and "\x00" not in request.META.get("QUERY_STRING", ""):
        return False
    return any("\x00" in key or any("\x00" in value for value in values) for key, values in request.GET.lists())


def is_staff_host(request: HttpRequest) -> bool:
    """Return whether the staff's own host was asked, where there are two."""
    public, staff = settings.PUBLIC_HOST, settings.STAFF_HOST
    return bool(public and staff and public != staff) and request.get_host() == staff


class TwoHostsMiddleware(_Through):
    """PUBLIC_HOST serves the public pages, /teian/, /soudan/ and /dialogue/, STAFF_HOST the rest; each refuses the other's.

    With both empty, or both the same, there is one host (decisions.md 13). A prefix that nobody named is served by
    neither.
    """

    PUBLIC: Final = (
        "/teian/",
        "/kadai/",
        "/jirei/",
        "/kyotei/",
        "/guideline/",
        "/soudan/",
        "/dialogue/",
        "/anketo/",
        "/yubin/",
        "/sagasu/",
    )
    SHARED: Final = (
        "/static/",
        "/tokei/",
        "/privacy/",
        "/riyo/",
        "/accessibility/",
        "/my/",
        "/accounts/logout/",
        "/healthz",
        "/.well-known/security.txt",
    )
    STAFF: Final = ("/accounts/", "/admin/", "/hokoku/", "/ka/", "/mailbox/", "/metrics", "/readyz")
    MONITORING: Final = ("/metrics", "/readyz")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        public, staff = settings.PUBLIC_HOST, settings.STAFF_HOST
        if not public or not staff or public == staff or request.path_info == "/healthz":
            return self.get_response(request)
        host = request.get_host()
        if host == staff:
            if request.path_info == "/":
                return HttpResponseRedirect("/my/")
            served = request.path_info.startswith(self.STAFF + self.SHARED)
        elif host == public:
            served = request.path_info == "/" or request.path_info.startswith(self.PUBLIC + self.SHARED)
        else:
            # another allowed name, such as the one of the container: for monitoring only
            served = request.path_info in self.MONITORING
        if not served:
            raise Http404
        return self.get_response(request)

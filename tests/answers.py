"""What every answer of the site carries, whatever it is: pages, refusals, errors, redirects, downloads, static files."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

# By hand, not from the settings: who takes one away there has to take it away here too.
CARRIED = {
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
POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
# a page behind a key in its address
STRICTER = {"Referrer-Policy": {"no-referrer", "strict-origin"}}
SHOWN = {
    "application/atom+xml",
    "application/json",
    "application/rss+xml",
    "application/xml",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/webp",
    "text/calendar",
    "text/css",
    "text/html",
    "text/javascript",
    "text/plain",
}


def faults_of(response: Any) -> list[str]:
    """Return what is wrong with the headers of an answer, in words."""
    found = [
        f"{name}: {response.get(name)}"
        for name, value in CARRIED.items()
        if response.get(name) not in {value, *STRICTER.get(name, ())}
    ]
    said = response.get("Content-Security-Policy")
    if said != SANDBOX and {part.strip() for part in (said or "").split(";")} != POLICY:
        found.append(f"Content-Security-Policy: {said}")
    found += [f"{name} is told" for name in ("Server", "X-Powered-By") if name in response]
    return found + _of_content(response) + _of_cookies(response) + _of_keeping(response) + _of_leading(response)


def _of_content(response: Any) -> list[str]:
    if response.status_code == 304:  # says only that nothing is new
        return []
    kind, _, rest = response.get("Content-Type", "").partition(";")
    if kind.startswith("text/") and "charset=utf-8" not in rest.replace('"', ""):
        return [f"{kind} without a charset"]
    if kind not in SHOWN and not response.get("Content-Disposition", "").startswith("attachment"):
        return [f"{kind} is not an attachment"]
    return []


def _of_cookies(response: Any) -> list[str]:
    return [
        f"cookie {name}: {cookie.OutputString()}"
        for name, cookie in response.cookies.items()
        if cookie["max-age"] != 0  # taken away
        and (
            not cookie["httponly"]
            or cookie["samesite"] != "Lax"
            or bool(cookie["secure"]) != settings.SESSION_COOKIE_SECURE
        )
    ]


def _of_keeping(response: Any) -> list[str]:
    """What was made for somebody is kept by no cache."""
    is_personal = settings.SESSION_COOKIE_NAME in response.wsgi_request.COOKIES or response.cookies
    kept = response.get("Cache-Control", "")
    is_public = "public" in kept and not response.cookies
    return [f"Cache-Control: {kept}"] if is_personal and not is_public and "no-store" not in kept else []


def _of_leading(response: Any) -> list[str]:
    """A way to another host takes no key along."""
    to = response.get("Location", "")
    host = urlsplit(to).netloc
    if not host or host in {
        response.wsgi_request.META.get("HTTP_HOST", "testserver"),
        settings.PUBLIC_HOST,
        settings.STAFF_HOST,
    }:
        return []
    keys = [part for part in response.wsgi_request.path.split("/") if len(part) >= 20]
    return [f"leads to {host} with the key" for key in keys if key in to]

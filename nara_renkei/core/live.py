"""Part of a page that is asked for again and again: the same words cost no bytes, and the server's clock is said."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified


def live_response(request: HttpRequest, html: str, *, at: datetime) -> HttpResponse:
    """Return the part, or 304 when the browser has it. ``X-Now`` is the server's clock in milliseconds.

    static/js/live.js counts down from the difference, so the clock of the PC may be wrong.
    """
    etag = sha256(html.encode()).hexdigest()[:32]
    # a proxy that compresses makes it a weak one
    known = request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')
    response = HttpResponseNotModified() if known == etag else HttpResponse(html)
    response["ETag"] = f'"{etag}"'
    response["X-Now"] = server_clock(at)
    response["Cache-Control"] = "no-store"
    return response


def server_clock(at: datetime) -> str:
    """Return the moment in milliseconds, for ``data-now`` and ``data-until``."""
    return str(int(at.timestamp() * 1000))

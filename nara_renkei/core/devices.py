"""Which browser this is, in two words; and whether this person has signed in with it before.

The browser itself remembers who has: a cookie with a mark for each person, which says nothing without the server's key.
Nothing about devices is kept on the server (ADR 0029).
"""

import re
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

KEPT_SECONDS: Final = 60 * 60 * 24 * 365
# people of one shared computer
PEOPLE: Final = 8

# The first that is found: iPads call themselves Macintosh only where they hide, Edge calls itself Chrome and Safari.
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS: Final = (
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"OPR/", "Opera"),
    (r"(Firefox|FxiOS)/", "Firefox"),
    (r"(Chrome|CriOS)/", "Chrome"),
    (r"Safari/", "Safari"),
)


def device_words(user_agent: str) -> str:
    """Return 「Windows の Edge」; what is not known is left out, and nothing known is 「種類のわからない端末」."""
    system = next((name for word, name in SYSTEMS if word in user_agent), "")
    browser = next((name for pattern, name in BROWSERS if re.search(pattern, user_agent)), "")
    return " の ".join(filter(None, (system, browser))) or "種類のわからない端末"


def is_known(request: HttpRequest, account: int) -> bool:
    """Return whether this person has signed in with this browser before."""
    return any(constant_time_compare(mark, _mark(account)) for mark in _marks(request))


def cookie_name() -> str:
    """Over https the cookie is this very host's only."""
    return "__Host-tanmatsu" if settings.SESSION_COOKIE_SECURE else "tanmatsu"


def remember(response: HttpResponseBase, request: HttpRequest, account: int) -> None:
    """Let the browser keep for a year that this person has signed in with it."""
    mark = _mark(account)
    marks = [mark, *(one for one in _marks(request) if one != mark)][:PEOPLE]
    response.set_cookie(
        cookie_name(),
        ".".join(marks),
        max_age=KEPT_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    return [mark for mark in request.COOKIES.get(cookie_name(), "").split(".") if re.fullmatch(r"[0-9a-f]{24}", mark)][
        :PEOPLE
    ]


def _mark(account: int) -> str:
    return salted_hmac("core.devices", str(account), algorithm="sha256").hexdigest()[:24]

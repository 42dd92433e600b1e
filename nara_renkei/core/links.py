"""Links for mail, from SITE_URL and never from the request's Host; fixed addresses; the pages that a mailed token opens."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache


@cache
def fixed_path(url_name: str) -> str:
    """Return the address of a page that is always the same: to work it out takes a hundred calls, a page names ten."""
    return reverse(url_name)


def absolute_link(url_name: str, *args: object) -> str:
    """Return the full address of a named page."""
    return f"{settings.SITE_URL}{reverse(url_name, args=args)}"


def token_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Keep a page whose address holds a token out of caches, search engines and the next site's log."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # The host alone, never the path. With no-referrer browsers send 「Origin: null」, and every POST is refused.
        response["Referrer-Policy"] = "strict-origin"
        return response

    return never_cache(guarded)

"""Links for mail, from SITE_URL and never from the request's Host."""

from django.conf import settings
from django.urls import reverse


def absolute_link(url_name: str, *args: object) -> str:
    """Return the full address of a named page."""
    return f"{settings.SITE_URL}{reverse(url_name, args=args)}"

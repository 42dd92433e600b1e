"""Pages of one event beside its form: the desk's alone, each a row in the PAGES of its module.

``EventAdmin`` gives each its address below /admin/dialogue/event/<pk>/ and shows those with a ``tab`` above the form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from dialogue.models import Event
from nara_renkei.accounts.permissions import Permission, may


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page; ``view`` takes the request, the event and what the address names."""

    address: str  # below /admin/dialogue/event/<pk>/, such as "tegami/<slug:kind>/"
    name: str  # of the URL: admin:dialogue_event_<name>
    view: Callable[..., HttpResponseBase]
    tab: str = ""  # the words of its link above the form; without them there is none

    @property
    def url_name(self) -> str:
        return f"dialogue_event_{self.name}"

    def pattern(self, site: admin.AdminSite) -> URLPattern:
        def view(request: HttpRequest, pk: int, **named: Any) -> HttpResponseBase:
            if not may(request.user, Permission.HOLD_EVENTS, timezone.localdate()):
                raise PermissionDenied
            return self.view(request, get_object_or_404(Event, pk=pk), **named)

        return path(f"<int:pk>/{self.address}", site.admin_view(view), name=self.url_name)


def tabs_of(event: Event, pages: tuple[EventPage, ...]) -> list[tuple[str, str]]:
    """Return the links above the form: words, address."""
    return [(page.tab, reverse(f"admin:{page.url_name}", args=[event.pk])) for page in pages if page.tab]


def event_page(request: HttpRequest, event: Event, template: str, title: str, **context: Any) -> TemplateResponse:
    """Render a page of an event; its template extends admin/dialogue/event_page.html."""
    everything = {
        **admin.site.each_context(request),
        "title": f"{title}　{event}",
        "page_name": title,
        "opts": Event._meta,
        "event": event,
        **context,
    }
    return TemplateResponse(request, template, everything)

"""A page beside the form of an event."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

from dialogue.models import Event
from nara_renkei.accounts.admin.pages import row_page


def event_page(request: HttpRequest, event: Event, template: str, title: str, **context: Any) -> TemplateResponse:
    """Render a page of an event; its template extends admin/row_page.html."""
    return row_page(request, event, template, title, event=event, **context)

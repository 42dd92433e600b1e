"""What everybody reads of the events."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dialogue.models import Event
from dialogue.queries.events import coming_events, past_events
from dialogue.rendering import event_ics
from nara_renkei.core.links import absolute_link


@login_not_required
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {"coming": coming_events(today), "past": past_events(today)[:20]}
    return render(request, "dialogue/events.html", context)


@login_not_required
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.public(), slug=slug)
    context = {"event": found, "takes_registrations": found.takes_registrations(timezone.localdate())}
    return render(request, "dialogue/event.html", context)


@login_not_required
@require_safe
def ics(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.public(), slug=slug)
    body = event_ics(found, url=absolute_link("dialogue:event", slug), at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{found.slug}.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)

"""手紙 of an event: chosen by name, read before they go, sent through the outbox."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from dialogue.enums import LetterKind
from dialogue.forms.letters import EventLetterForm
from dialogue.models import Event
from dialogue.queries.letters import Recipient, recipients_of
from dialogue.rules.letters import OCCASIONS, may_go
from dialogue.usecases.send_event_letters import CannotSend, preview, send_event_letters
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.core.actors import acting

from .pages import event_page

TEMPLATE = "admin/dialogue/letter.html"


def letters(request: HttpRequest, event: Event) -> HttpResponse:
    """The four letters with how many got each."""
    rows = [
        {
            "kind": kind,
            "told": OCCASIONS[kind].told,
            "sent": event.letters.of(event, kind).count(),
            "why_not": "" if may_go(kind, event.state) else OCCASIONS[kind].too_early,
        }
        for kind in LetterKind
    ]
    return event_page(request, event, "admin/dialogue/letters.html", "手紙", rows=rows)


def letter(request: HttpRequest, event: Event, kind: str) -> HttpResponse:
    """Choose and read one letter; a POST with ``send`` sends it."""
    if kind.upper() not in LetterKind:
        raise Http404
    chosen = LetterKind(kind.upper())
    if not may_go(chosen, event.state):
        messages.warning(request, OCCASIONS[chosen].too_early)
        return redirect("admin:dialogue_event_letters", event.pk)
    recipients = recipients_of(event, chosen)
    form = EventLetterForm(request.POST or None, recipients=recipients)
    named: list[Recipient] = []
    if form.is_valid():
        to = form.cleaned_data["to"]
        named = [one for one in recipients if one.key in to]
        if "send" in request.POST:
            try:
                sent = send_event_letters(
                    event=event,
                    kind=chosen,
                    to=to,
                    note=form.cleaned_data["note"],
                    by=acting(request),
                    at=timezone.now(),
                )
            except CannotSend as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"「{chosen.label}」を{len(sent)}件、送る箱に入れました。")
                return redirect("admin:dialogue_event_letters", event.pk)
    form.label_suffix = ""
    return event_page(
        request,
        event,
        TEMPLATE,
        chosen.label,
        kind=chosen,
        occasion=OCCASIONS[chosen],
        form=form,
        named=named,
        letter=_shown(event, chosen, named or [one for one in recipients if one.can_get_it], form),
        done=[one for one in recipients if one.sent_at],
        unreachable=[one for one in recipients if not one.addresses],
    )


def _shown(event: Event, kind: LetterKind, to: Sequence[Recipient], form: EventLetterForm) -> tuple[str, str] | None:
    """Return subject and body as the first of them reads it."""
    if not to:
        return None
    note = form.cleaned_data.get("note", "") if form.is_bound and form.is_valid() else ""
    return preview(event=event, kind=kind, to=to[0], note=note)


PAGES = (
    RowPage("tegami/", "letters", letters, tab="手紙"),
    RowPage("tegami/<slug:kind>/", "letter", letter),
)

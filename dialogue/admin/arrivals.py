"""The desk at the door: the list, the page that a badge's QR opens, and what was ticked on paper."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dialogue.enums import UndoReason
from dialogue.forms.arrivals import BadgeForm, TypedForm, UndoForm
from dialogue.models import Event
from dialogue.queries.arrivals import UNKNOWN, already_words, arrival_list, badge, typed_rows, why_not
from dialogue.rules.arrivals import clock_words, is_odd_hour, why_closed
from dialogue.rules.codes import read, shown
from dialogue.usecases.check_in import CannotCheckIn, check_in
from dialogue.usecases.type_arrivals import type_arrivals
from dialogue.usecases.undo_check_in import CannotUndo, undo_check_in
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.core.actors import acting

from .pages import event_page

LIST = "admin:dialogue_event_arrivals"


@never_cache
@require_http_methods(["GET", "POST"])
def arrivals(request: HttpRequest, event: Event) -> HttpResponse:
    """Everybody by 団体 and 課 with a button each, and a field for a code. A POST checks one in."""
    form = BadgeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        refusal = _check_in(request, event, code)
        if not refusal:
            return redirect(f"{reverse(LIST, args=[event.pk])}#{code}")
        form.add_error("code", refusal)
    everybody, words = arrival_list(event), request.GET.get("q", "").strip()
    at = timezone.localtime()
    shown_list = everybody.narrowed(words, only_waiting="mada" in request.GET)
    context = {
        "form": form,
        "everybody": everybody,
        "groups": [("企業", shown_list.companies), ("課", shown_list.divisions)],
        "words": words,
        "only_waiting": "mada" in request.GET,
        "closed": why_closed(event.state, event.held_on, at.date()),
        "clock": clock_words(event.starts, event.ends, at),
        "is_odd_hour": is_odd_hour(event.starts, event.ends, at),
    }
    return event_page(request, event, "admin/dialogue/arrivals.html", "受付", **context)


def _check_in(request: HttpRequest, event: Event, code: str) -> str:
    """Check in, with a message of what became of it; return why not."""
    try:
        done = check_in(event=event, code=code, by=acting(request), at=timezone.now())
    except CannotCheckIn as exc:
        return str(exc)
    name = f"{done.person.name}さん（{done.person.registration.name}）"
    if done.is_first:
        messages.success(request, f"{name}を受け付けました。")
    else:
        messages.info(request, f"{name}は、{already_words(done.person.arrived_at)}")
    return ""


@never_cache
@require_http_methods(["GET", "POST"])
def one_badge(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """What the QR of a badge opens: one person, one button. Looking changes nothing."""
    code = read(code)
    if request.method == "POST" and not _check_in(request, event, code):
        return redirect("admin:dialogue_event_badge", event.pk, code)
    person, on = badge(code), timezone.localdate()
    refusal = why_not(person, event, on=on) if person else UNKNOWN.format(code=shown(code))
    context = {
        "person": person,
        "code": shown(code),
        "refusal": refusal,
        "already": already_words(person.arrived_at) if person else "",
    }
    return event_page(request, event, "admin/dialogue/badge.html", "名札から受付", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Ask why a check-in is taken back, and take it back."""
    person = badge(read(code))
    if person is None or person.registration.event_id != event.pk:
        raise Http404
    form = UndoForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        reason = UndoReason(form.cleaned_data["reason"])
        try:
            undo_check_in(event=event, code=person.code, reason=reason, by=acting(request), at=timezone.now())
        except CannotUndo as exc:
            messages.warning(request, str(exc))
        else:
            messages.success(request, f"{person.name}さんの受付を取り消しました。")
        return redirect(f"{reverse(LIST, args=[event.pk])}#{person.code}")
    context = {"person": person, "form": form, "back": reverse(LIST, args=[event.pk])}
    return event_page(request, event, "admin/dialogue/undo_arrival.html", "受付の取消し", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def typed(request: HttpRequest, event: Event) -> HttpResponse:
    """Type the codes that were ticked on paper: first what would become of each, then the button that does it."""
    form = TypedForm(request.POST if request.method == "POST" else None, label_suffix="")
    rows, is_done = None, False
    if form.is_valid():
        codes, at = form.cleaned_data["codes"], timezone.now()
        is_done = "commit" in request.POST
        if is_done:
            rows = type_arrivals(event=event, codes=codes, by=acting(request), at=at)
        else:
            rows = typed_rows(event, codes, on=timezone.localdate(at))
    context = {
        "form": form,
        "rows": rows,
        "is_done": is_done,
        "count": sum(row.person is not None for row in rows or []),
    }
    return event_page(request, event, "admin/dialogue/typed_arrivals.html", "紙の受付を打ち込む", **context)


PAGES = (
    RowPage("uketsuke/", "arrivals", arrivals, tab="受付"),
    RowPage("uketsuke/<str:code>/", "badge", one_badge),
    RowPage("uketsuke/<str:code>/torikesu/", "undo_arrival", undo),
    RowPage("uchikomu/", "typed_arrivals", typed, tab="紙の受付を打ち込む"),
)

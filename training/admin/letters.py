"""手紙 of a 回: read before they go, written by the worker, with how far they are."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from nara_renkei.core.live import live_response, server_clock
from training.enums import LetterKind
from training.forms.letters import SessionLetterForm
from training.models import Session, Trainee
from training.queries.letters import letters_by_kind, not_delivered, progress, waiting
from training.rules.letters import OCCASIONS, may_go
from training.usecases.order_letters import CannotOrderLetters, order_letters
from training.usecases.prepare_letters import preview


@never_cache
@require_GET
def letters(request: HttpRequest, session: Session) -> HttpResponse:
    """The four letters with how many got each."""
    today, counts = timezone.localdate(), letters_by_kind(session)
    rows = [
        {
            "kind": kind,
            "told": OCCASIONS[kind].told,
            "count": counts.get(kind, 0),
            "why_not": "" if _may_go(session, kind, today) else OCCASIONS[kind].too_early,
        }
        for kind in LetterKind
    ]
    unplaced = Trainee.objects.expected().filter(course=session.course_id, session=None).count()
    return row_page(request, session, "admin/training/letters.html", "手紙", rows=rows, unplaced=unplaced)


@never_cache
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, session: Session, kind: str) -> HttpResponse:
    """Read one letter and how far it is; a POST with ``send`` orders it."""
    chosen, now = _kind(kind), timezone.now()
    today = timezone.localdate(now)
    people = waiting(session, chosen, today)
    count = people.count()
    form = SessionLetterForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and "send" in request.POST:
        try:
            order_letters(
                session=session,
                kind=chosen,
                note=form.cleaned_data["note"],
                readers=form.cleaned_data["readers"] or 0,
                by=acting(request),
                at=now,
            )
        except CannotOrderLetters as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"「{chosen.label}」を{count}人に送ります。")
            return redirect("admin:training_session_letter", session.pk, kind)
    form.label_suffix = ""
    first = people.select_related("user", "stands_for__user").in_order().first()
    note = form.cleaned_data.get("note", "") if form.is_bound else ""
    context = {
        "kind": chosen,
        "occasion": OCCASIONS[chosen],
        "may_go": _may_go(session, chosen, today),
        "form": form,
        "count": count,
        "first": first,
        "letter": preview(session=session, kind=chosen, trainee=first, note=note, at=now) if first else None,
        "progress": progress(session, chosen),
        "lost": not_delivered(session, chosen),
        "now": server_clock(now),
    }
    return row_page(request, session, "admin/training/letter.html", chosen.label, **context)


@require_GET
def letter_now(request: HttpRequest, session: Session, kind: str) -> HttpResponse:
    """The changing part of the page that waits."""
    html = render_to_string("admin/training/_letter_progress.html", {"progress": progress(session, _kind(kind))})
    return live_response(request, html, at=timezone.now())


def _kind(text: str) -> LetterKind:
    if text.upper() not in LetterKind:
        raise Http404
    return LetterKind(text.upper())


def _may_go(session: Session, kind: LetterKind, today: date) -> bool:
    return may_go(kind, session.state, session.held_on, session.self_study_until, today)


PAGES = (
    RowPage("tegami/", "letters", letters, tab="手紙"),
    RowPage("tegami/<slug:kind>/", "letter", letter),
    RowPage("tegami/<slug:kind>/ima/", "letter_now", letter_now),
)

"""申込み: enter, read, change, replace a person, cancel. One set of pages for both sides."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dialogue.enums import RegistrationState, Side
from dialogue.forms.entry import EntryForm
from dialogue.forms.registration import CancelForm, ReplacementForm
from dialogue.models import Event, Participant
from dialogue.queries.outcome import outcome_of
from dialogue.queries.registrations import EntrySheet, entry_sheet, place_in_queue, registrations_of_divisions
from dialogue.rules.entries import too_many_to_meet
from dialogue.rules.stages import STARTED
from dialogue.usecases.cancel_registration import CannotCancel, cancel_registration
from dialogue.usecases.change_registration import change_registration
from dialogue.usecases.enter_event import CLOSED, enter_event, has_place
from dialogue.usecases.keep_entry import CannotEnter
from dialogue.usecases.replace_person import CannotReplace, replace_person
from dialogue.usecases.take_slides import take_slides
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import UploadRefused, file_response
from nara_renkei.core.scanning import scanner_notice
from nara_renkei.core.uploads import for_upload

from .entrance import Entrance, for_companies, for_divisions, my_divisions, standing

TAG_KINDS = {RegistrationState.ENTERED: "done", RegistrationState.WAITING: "wait", RegistrationState.CANCELLED: "wait"}
UPLOAD_BYTES = 20 * 1024 * 1024


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest, entrance: Entrance) -> HttpResponseBase:
    """The registration, or the form for one."""
    if request.method == "POST" or entrance.registration is None:
        return _form(request, entrance, None)
    return _page(request, entrance)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, entrance: Entrance) -> HttpResponseBase:
    """The form with what was written; of a cancelled registration it enters again."""
    if entrance.registration is None:
        return redirect(entrance.home)
    return _form(request, entrance, entry_sheet(entrance.registration))


def _form(request: HttpRequest, entrance: Entrance, sheet: EntrySheet | None) -> HttpResponseBase:
    posted = request.method == "POST"
    if not posted and not entrance.may_write:
        context = {"event": entrance.event, "sentence": CLOSED, "back": entrance.event_page}
        return render(request, "dialogue/entry_closed.html", context)
    form = EntryForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        event=entrance.event,
        is_company=entrance.is_company,
        may_choose=entrance.may_choose(),
        sheet=sheet,
        email=entrance.email,
    )
    if form.is_valid():
        try:
            _send(request, entrance, form, is_change=sheet is not None and entrance.stands)
        except (CannotEnter, UploadRefused) as exc:
            form.refuse(str(exc))
        else:
            return for_upload(request, redirect(entrance.home))
    side = Side.COMPANY if entrance.is_company else Side.DIVISION
    context = {
        "entrance": entrance,
        "event": entrance.event,
        "form": form,
        "will_wait": not entrance.stands and not has_place(entrance.event, side),
        "is_change": sheet is not None and entrance.stands,
        "most_bytes": UPLOAD_BYTES,
        "scanner_notice": scanner_notice(),
    }
    return render(request, "dialogue/entry_form.html", context)


def _send(request: HttpRequest, entrance: Entrance, form: EntryForm, *, is_change: bool) -> None:
    entry, by, at = form.entry(), acting(request), timezone.now()
    if is_change and entrance.registration:
        change_registration(registration=entrance.registration, entry=entry, by=by, at=at)
        messages.success(request, "申込みを直しました。")
    else:
        enter_event(event=entrance.event, unit=entrance.unit, entry=entry, by=by, at=at)
        messages.success(request, "申込みを受け付けました。")


def _page(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    registration = entrance.registration
    if registration is None:
        raise Http404
    sheet = entry_sheet(registration)
    context = {
        "entrance": entrance,
        "event": entrance.event,
        "registration": registration,
        "tag_kind": TAG_KINDS[RegistrationState(registration.state)],
        "place": place_in_queue(registration),
        "people": [(one, entrance.person(one.code)) for one in sheet.people],
        "wishes": sheet.wishes,
        "warning": too_many_to_meet(len(sheet.wishes), entrance.event.rounds),
        "scanner_notice": scanner_notice(),
    }
    return render(request, "dialogue/entry.html", context)


@require_http_methods(["GET", "POST"])
@standing
def person(request: HttpRequest, entrance: Entrance, code: str) -> HttpResponseBase:
    """Somebody else comes."""
    found = get_object_or_404(Participant, registration=entrance.registration, left_at=None, code=code)
    form = ReplacementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            replace_person(person=found, words=form.words(), by=acting(request), at=timezone.now())
        except CannotReplace as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "参加する人を替えました。前の方の名札とページは、もう使えません。")
            return redirect(entrance.home)
    context = {"entrance": entrance, "event": entrance.event, "person": found, "form": form}
    return render(request, "dialogue/entry_person.html", context)


@require_http_methods(["GET", "POST"])
@standing
def cancel(request: HttpRequest, entrance: Entrance) -> HttpResponseBase:
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and entrance.registration:
        try:
            cancel_registration(
                registration=entrance.registration,
                reason=form.cleaned_data["reason"],
                by=acting(request),
                at=timezone.now(),
            )
        except CannotCancel as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "申込みを取り消しました。")
            return redirect(entrance.home)
    return render(request, "dialogue/entry_cancel.html", {"entrance": entrance, "event": entrance.event, "form": form})


@require_safe
def slides(request: HttpRequest, entrance: Entrance) -> HttpResponseBase:
    """The 資料 that the 団体 gave."""
    registration = entrance.registration
    if registration is None or registration.slides is None:
        raise Http404
    response = file_response(registration.slides)
    take_slides(registration=registration, slides=registration.slides, by=acting(request), at=timezone.now())
    return response


# --- the pages of a 課 around it


@require_safe
@employee_required
def staff_events(request: StaffRequest) -> HttpResponse:
    """The events, the newest first, and how each 課 of the reader stands to them."""
    divisions = my_divisions(request.user)
    mine: dict[int, list[Any]] = {}
    for one in registrations_of_divisions(divisions):
        mine.setdefault(one.event_id, []).append((one, TAG_KINDS[RegistrationState(one.state)]))
    events = Event.objects.public().newest_first()[:SHOWN]
    today = timezone.localdate()
    rows = [(event, mine.get(event.pk, []), event.takes_registrations(today)) for event in events]
    return render(request, "dialogue/staff_events.html", {"rows": rows, "divisions": divisions})


SHOWN = 20  # events: five years and more


@require_safe
@employee_required
def staff_event(request: StaffRequest, slug: str) -> HttpResponse:
    """One event as a 課 reads it."""
    event = get_object_or_404(Event.objects.public(), slug=slug)
    mine = registrations_of_divisions(my_divisions(request.user)).filter(event=event).first_come()
    context = {
        "event": event,
        "mine": [(one, TAG_KINDS[RegistrationState(one.state)]) for one in mine],
        "may_enter": event.takes_registrations(timezone.localdate()),
        "outcome": outcome_of(event) if event.state in STARTED else None,
    }
    return render(request, "dialogue/staff_event.html", context)


entry, entry_edit = for_companies(home, explains=True), for_companies(edit)
entry_person, entry_cancel, entry_slides = for_companies(person), for_companies(cancel), for_companies(slides)
division_entry, division_entry_edit = for_divisions(home), for_divisions(edit)
division_entry_person, division_entry_cancel = for_divisions(person), for_divisions(cancel)

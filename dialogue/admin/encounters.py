"""出会いと次の一歩 of an event: what came of it, every pair, what is typed from paper, and the letters to the companies."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogue.enums import Side
from dialogue.forms.encounters import DropForm, EncounterForm, ProposalNumberForm
from dialogue.models import Event, NextStep, Registration
from dialogue.queries.encounters import CityMet, city_encounters, readable_proposals
from dialogue.queries.follow_up import Reminder, reminders
from dialogue.queries.note_sheets import HEAD, event_encounters, note_sheet_papers, table_of
from dialogue.queries.outcome import outcome_of
from dialogue.usecases.keep_encounter_steps import CannotKeepStep, drop_encounter_step, finish_encounter_step
from dialogue.usecases.link_encounter_proposal import CannotLink, link_encounter_proposal
from dialogue.usecases.miss_encounter import CannotMiss, meet_after_all, miss_encounter
from dialogue.usecases.order_note_sheets import CannotOrder, order_note_sheets
from dialogue.usecases.remind_of_encounter_steps import FOR_COMPANY, letter_context, remind_companies_of_steps
from dialogue.usecases.write_encounter import Line, type_note_sheet
from dialogue.usecases.write_encounter_note import StaleNote
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.accounts.models import User
from nara_renkei.core.actors import acting
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import file_response
from nara_renkei.core.sheets import csv_sheet, sheet_response, xlsx_sheet
from nara_renkei.notifications.usecases.queue_mail import render_mail
from proposals.usecases.take_paper import take_paper

from .pages import event_page

HOME = "admin:dialogue_event_encounters"
ONE = "admin:dialogue_event_encounter"
PAPER = "admin:dialogue_event_note_sheets_paper"
REFUSED = (CannotKeepStep, CannotLink, CannotMiss)


@never_cache
@require_GET
def encounters(request: HttpRequest, event: Event) -> HttpResponse:
    """What came of the event as a picture, and every pair."""
    found = _found(request, event)
    context = {
        "outcome": outcome_of(event),
        "found": found,
        "sheets": _sheets(found),
        "letters": len(reminders(Side.COMPANY, timezone.now(), event=event)),
    }
    return event_page(request, event, "admin/dialogue/encounters.html", "出会いと次の一歩", **context)


@require_POST
def sheet(request: HttpRequest, event: Event) -> HttpResponse:
    """Every pair with the city's notes, as a file for the desk."""
    rows = table_of(_found(request, event))
    make = xlsx_sheet if request.POST.get("format") == "xlsx" else csv_sheet
    return sheet_response(make(f"出会い_{event.slug}", HEAD, rows))


@require_POST
def order(request: HttpRequest, event: Event) -> HttpResponse:
    try:
        paper = order_note_sheets(event=event, by=acting(request), at=timezone.now())
    except CannotOrder as exc:
        messages.warning(request, str(exc))
        return redirect(HOME, event.pk)
    return redirect(PAPER, event.pk, paper.uuid)


@never_cache
@require_GET
def paper(request: HttpRequest, event: Event, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(note_sheet_papers(event), uuid=uuid)
    context = {
        "paper": found,
        "event": event,
        "again": reverse("admin:dialogue_event_note_sheets", args=[event.pk]),
        "back": reverse(HOME, args=[event.pk]),
        "back_label": "出会いと次の一歩へ戻る",
        "pdf": reverse("admin:dialogue_event_note_sheets_file", args=[event.pk, uuid]),
    }
    return render(request, "dialogue/note_sheets_paper.html", context)


@require_GET
def file(request: HttpRequest, event: Event, uuid: UUID) -> HttpResponseBase:
    found = get_object_or_404(note_sheet_papers(event).exclude(file=None), uuid=uuid)
    take_paper(paper=found, by=acting(request), at=timezone.now())
    return file_response(cast("PrivateFile", found.file))


@never_cache
@require_http_methods(["GET", "POST"])
def typed(request: HttpRequest, event: Event, uuid: UUID) -> HttpResponse:
    """Type in the sheet of one 課; a row in which nothing stands is left alone."""
    unit = get_object_or_404(Registration.objects.of_divisions().with_unit(), event=event, uuid=uuid)
    today = timezone.localdate()
    rows = event.encounters.filter(division=unit, missed_at=None)
    found = city_encounters(rows, readable_proposals(cast("User", request.user), today), today)
    data = request.POST if request.method == "POST" else None
    forms = [(one, _row_form(one, data)) for one in found]
    if data is not None and all(form.is_valid() for _, form in forms):
        lines = [
            Line(one.met.encounter, form.words() if form.has_note else None, form.step())
            for one, form in forms
            if form.has_changed()
        ]
        try:
            type_note_sheet(lines=lines, by=acting(request), at=timezone.now())
        except StaleNote as exc:
            stale = next(form for one, form in forms if one.met.encounter.pk == exc.note.encounter_id)
            stale.add_error(None, str(exc))
            stale.take_over(exc.note)
        else:
            messages.success(request, f"{unit.name}の用紙を{len(lines)}件打ち込みました。")
            return redirect(HOME, event.pk)
    context = {"unit": unit, "forms": forms, "wrong": [form for _, form in forms if form.is_bound and form.errors]}
    return event_page(request, event, "admin/dialogue/note_sheet.html", "用紙を打ち込む", **context)


def _row_form(one: CityMet, data: Any) -> EncounterForm:
    return EncounterForm(
        data,
        prefix=one.met.encounter.code,
        note=one.note,
        empty_permitted=True,
        use_required_attribute=False,
        label_suffix="",
    )


@never_cache
@require_http_methods(["GET", "POST"])
def encounter(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """One pair with everything; each button says what it does in ``act``."""
    today = timezone.localdate()
    rows = event.encounters.filter(code=code)
    found = city_encounters(rows, readable_proposals(cast("User", request.user), today), today)
    if not found:
        raise Http404
    one = found[0]
    link = ProposalNumberForm(label_suffix="")
    drops = {line.step.uuid: DropForm(prefix=str(line.step.uuid), label_suffix="") for line in one.met.open_steps}
    if request.method == "POST":
        act = request.POST.get("act", "")
        step = next((line.step for line in one.met.steps if str(line.step.uuid) == request.POST.get("step")), None)
        if act == "link":
            link = ProposalNumberForm(request.POST, label_suffix="")
        if step and act == "drop":
            drops[step.uuid] = DropForm(request.POST, prefix=str(step.uuid), label_suffix="")
        if _pressed(request, one, act, step, link, drops):
            return redirect(ONE, event.pk, code)
    context = {
        "one": one,
        "met": one.met,
        "open_steps": [(line, drops.get(line.step.uuid)) for line in one.met.open_steps],
        "link": link,
        "form": next((form for form in (link, *drops.values()) if form.is_bound), None),
    }
    return event_page(request, event, "admin/dialogue/encounter.html", "出会い", **context)


def _pressed(
    request: HttpRequest,
    one: CityMet,
    act: str,
    step: NextStep | None,
    link: ProposalNumberForm,
    drops: dict[UUID, DropForm],
) -> bool:
    """Press one button; return whether the page is left, with a message of what became of it."""
    by: dict[str, Any] = {"by": acting(request), "at": timezone.now()}
    encounter = one.met.encounter
    try:
        if act == "link":
            if not link.is_valid():
                return False
            link_encounter_proposal(encounter=encounter, number=link.cleaned_data["number"], **by)
            messages.success(request, "提案とむすびました。メールは送りません。")
        elif act == "missed":
            (meet_after_all if encounter.is_missed else miss_encounter)(encounter=encounter, **by)
            messages.success(
                request, "会えたことに戻しました。" if encounter.is_missed else "会えなかったことにしました。"
            )
        elif step and act == "done":
            finish_encounter_step(step=step, **by)
            messages.success(request, f"「{step.what}」を済みにしました。")
        elif step and act == "drop":
            form = drops[step.uuid]
            if not form.is_valid():
                return False
            drop_encounter_step(step=step, **form.cleaned_data, **by)
            messages.success(request, f"「{step.what}」をやめました。企業の画面にも、理由が出ます。")
        else:
            raise Http404
    except REFUSED as exc:
        messages.warning(request, str(exc))
    return True


@never_cache
@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, event: Event) -> HttpResponse:
    """The companies that owe a step, each with its letter; the ticked ones are told."""
    now = timezone.now()
    waiting = reminders(Side.COMPANY, now, event=event)
    if request.method == "POST":
        chosen = set(request.POST.getlist("pick"))
        keys = [one.registration.pk for one in waiting if str(one.registration.uuid) in chosen]
        told = remind_companies_of_steps(registrations=keys, by=acting(request), at=now)
        if told:
            messages.success(request, f"{'、'.join(one.name for one in told)}に送りました。")
            return redirect(HOME, event.pk)
        messages.warning(request, "送る団体に印を付けてください。何も送っていません。")
    context = {"rows": [(one, *_letter(one)) for one in waiting]}
    return event_page(request, event, "admin/dialogue/step_letters.html", "次の一歩を知らせる", **context)


def _letter(reminder: Reminder) -> tuple[str, str]:
    return render_mail(FOR_COMPANY, letter_context(reminder))


def _found(request: HttpRequest, event: Event) -> list[CityMet]:
    today = timezone.localdate()
    return event_encounters(event, readable_proposals(cast("User", request.user), today), today)


def _sheets(found: list[CityMet]) -> list[tuple[Registration, int, int]]:
    """Return each 課 with how many it met and of how many something is noted."""
    counted: dict[int, tuple[Registration, int, int]] = {}
    for one in found:
        unit = one.met.encounter.division
        _, met, noted = counted.get(unit.pk, (unit, 0, 0))
        is_met = not one.met.encounter.is_missed
        counted[unit.pk] = (unit, met + is_met, noted + (one.note is not None))
    return sorted(counted.values(), key=lambda row: (row[0].name, row[0].pk))


PAGES = (
    RowPage("deai/", "encounters", encounters, tab="出会いと次の一歩"),
    RowPage("deai/hyo/", "encounters_sheet", sheet),
    RowPage("deai/shirase/", "step_letters", letters),
    RowPage("deai/yoshi/", "note_sheets", order),
    RowPage("deai/yoshi/<uuid:uuid>/", "note_sheets_paper", paper),
    RowPage("deai/yoshi/<uuid:uuid>/pdf/", "note_sheets_file", file),
    RowPage("deai/uchikomu/<uuid:uuid>/", "note_sheet", typed),
    RowPage("deai/<str:code>/", "encounter", encounter),
)

"""/ka/dialogue/<slug>/deai/: whom a 課 met, its two lines, 次の一歩, 立ち話 and 困りごとメモ."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dialogue.forms.encounters import DropForm, EncounterForm, MemoForm, StandingForm
from dialogue.models import Encounter, Registration
from dialogue.queries.encounters import (
    CityMet,
    StepLine,
    city_encounters,
    companies_of,
    readable_proposals,
)
from dialogue.usecases.add_encounter import CannotAddEncounter, add_encounter
from dialogue.usecases.keep_encounter_steps import CannotKeepStep, drop_encounter_step, finish_encounter_step
from dialogue.usecases.miss_encounter import CannotMiss, meet_after_all, miss_encounter
from dialogue.usecases.note_encounter_trouble import CannotNote, note_encounter_trouble
from dialogue.usecases.write_encounter import write_encounter
from dialogue.usecases.write_encounter_note import StaleNote

from .encounter_access import Visitor, of_divisions

LIST, PAGE = "dialogue:staff_encounters", "dialogue:staff_encounter"


@of_divisions
@require_http_methods(["GET", "POST"])
def encounters(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The list; a POST enters a 立ち話."""
    data, form = None, None
    if request.method == "POST":
        _refuse_readers(visitor)
        data = request.POST
    if visitor.may_write:
        form = StandingForm(data, companies=companies_of(visitor.event), divisions=visitor.units)
    if form and form.is_valid():
        try:
            made = add_encounter(**form.both(), by=visitor.by, at=timezone.now())
        except CannotAddEncounter as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "立ち話を足しました。続けて、話したことを書いてください。")
            return redirect(PAGE, visitor.event.slug, made.code)
    context = {
        "event": visitor.event,
        "divisions": visitor.units,
        "found": _found(visitor),
        "may_write": visitor.may_write,
        "form": form,
    }
    return render(request, "dialogue/staff_encounters.html", context)


@of_divisions
@require_http_methods(["GET", "POST"])
def encounter(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """The page of one encounter; a POST keeps the two lines and one 次の一歩."""
    found = _one(visitor, code)
    if request.method != "POST":
        return _page(request, visitor, found, EncounterForm(note=found.note))
    _refuse_readers(visitor)
    form = EncounterForm(request.POST, note=found.note)
    if form.is_valid():
        note = form.words() if form.has_note else None
        try:
            write_encounter(
                encounter=found.met.encounter, note=note, step=form.step(), by=visitor.by, at=timezone.now()
            )
        except StaleNote as exc:
            form.add_error(None, str(exc))
            form.take_over(exc.note)
        else:
            messages.success(request, "書きました。")
            return redirect(PAGE, visitor.event.slug, code)
    return _page(request, visitor, found, form)


@of_divisions
@require_POST
def finish_step(request: HttpRequest, visitor: Visitor, step: UUID) -> HttpResponse:
    found, line = _step(visitor, step)
    done = f"「{line.step.what}」を済みにしました。"
    return _press(request, visitor, found, lambda **by: finish_encounter_step(step=line.step, **by), done)


@of_divisions
@require_POST
def drop_step(request: HttpRequest, visitor: Visitor, step: UUID) -> HttpResponse:
    found, line = _step(visitor, step)
    form = DropForm(request.POST, prefix=str(step))
    if not form.is_valid():
        return _page(request, visitor, found, EncounterForm(note=found.note), dropping=form)
    done = f"「{line.step.what}」をやめました。企業の画面にも、理由が出ます。"
    return _press(
        request,
        visitor,
        found,
        lambda **by: drop_encounter_step(step=line.step, **form.cleaned_data, **by),
        done,
    )


@of_divisions
@require_POST
def missed(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """会えなかった, and back."""
    _refuse_readers(visitor)
    found = _one(visitor, code)
    is_missed = found.met.encounter.is_missed
    call = meet_after_all if is_missed else miss_encounter
    done = "会えたことに戻しました。" if is_missed else "会えなかったことにしました。数に入りません。"
    return _press(request, visitor, found, lambda **by: call(encounter=found.met.encounter, **by), done)


@of_divisions
@require_http_methods(["GET", "POST"])
def memo(request: HttpRequest, visitor: Visitor, registration: UUID) -> HttpResponse:
    """A 困りごとメモ of what the 課 entered with."""
    _refuse_readers(visitor)
    source = next((one for one in visitor.units if one.uuid == registration), None)
    if source is None:
        raise Http404
    return _memo(request, visitor, source, source.trouble)


@of_divisions
@require_http_methods(["GET", "POST"])
def encounter_memo(request: HttpRequest, visitor: Visitor, code: str) -> HttpResponse:
    """A 困りごとメモ of what an encounter showed."""
    _refuse_readers(visitor)
    found = _one(visitor, code)
    return _memo(request, visitor, found.met.encounter, found.note.said if found.note else "")


def _memo(request: HttpRequest, visitor: Visitor, source: Registration | Encounter, text: str) -> HttpResponse:
    form = MemoForm(
        request.POST if request.method == "POST" else None, initial={"trouble": text if len(text) <= 120 else ""}
    )
    if form.is_valid():
        try:
            note_encounter_trouble(source=source, **form.cleaned_data, by=visitor.by, at=timezone.now())
        except CannotNote as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "困りごとメモに残しました。公民連携デスクが受け取ります。")
            return redirect(LIST, visitor.event.slug)
    return render(request, "dialogue/staff_memo.html", {"event": visitor.event, "text": text, "form": form})


def _found(visitor: Visitor) -> list[CityMet]:
    today = timezone.localdate()
    rows = Encounter.objects.filter(division__in=visitor.registrations)
    return city_encounters(rows, readable_proposals(visitor.user, today), today)


def _one(visitor: Visitor, code: str) -> CityMet:
    today = timezone.localdate()
    rows = Encounter.objects.filter(division__in=visitor.registrations, code=code)
    found = city_encounters(rows, readable_proposals(visitor.user, today), today)
    if not found:
        raise Http404
    return found[0]


def _step(visitor: Visitor, step: UUID) -> tuple[CityMet, StepLine]:
    _refuse_readers(visitor)
    for found in _found(visitor):
        for line in found.met.steps:
            if line.step.uuid == step:
                return found, line
    raise Http404


def _refuse_readers(visitor: Visitor) -> None:
    """部長 and リーダー read; for them there is nothing to press."""
    if not visitor.may_write:
        raise Http404


def _press(
    request: HttpRequest, visitor: Visitor, found: CityMet, call: Callable[..., object], done: str
) -> HttpResponse:
    try:
        call(by=visitor.by, at=timezone.now())
    except (CannotKeepStep, CannotMiss) as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, done)
    return redirect(PAGE, visitor.event.slug, found.met.encounter.code)


def _page(
    request: HttpRequest, visitor: Visitor, found: CityMet, form: EncounterForm, dropping: Form | None = None
) -> HttpResponse:
    """``dropping`` is the form of the step that could not be dropped."""
    forms: dict[str, Form] = {
        str(line.step.uuid): DropForm(prefix=str(line.step.uuid)) for line in found.met.open_steps
    }
    if dropping and dropping.prefix:
        forms[dropping.prefix] = dropping
    context: dict[str, Any] = {
        "event": visitor.event,
        "found": found,
        "met": found.met,
        "may_write": visitor.may_write,
        "open_steps": [(line, forms[str(line.step.uuid)]) for line in found.met.open_steps],
        "form": dropping or form,
        "writing": form,
    }
    return render(request, "dialogue/staff_encounter.html", context)

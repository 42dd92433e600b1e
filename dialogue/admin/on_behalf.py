"""代行入力 of a registration: the desk writes what came by telephone or on paper, on the same form as the others."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from dialogue.forms.entry import EntryForm
from dialogue.forms.registration import WhoForm
from dialogue.models import Event, Registration
from dialogue.queries.registrations import (
    EntrySheet,
    divisions_to_wish,
    entry_sheet,
    organizations_to_wish,
    units_called,
)
from dialogue.usecases.change_registration import change_registration
from dialogue.usecases.enter_event import enter_event
from dialogue.usecases.keep_entry import CannotEnter
from nara_renkei.accounts.queries import member_addresses
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import UploadRefused
from nara_renkei.directory.models import Division, Organization

VERB: Final = "naosu"


def enter(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Find the 団体 or the 課, then its form; the address says which was found."""
    event = Event.objects.taking_changes().filter(slug=request.GET.get("kai", "")).first()
    unit = _unit(request) if event else None
    if event is None or unit is None:
        return _who(model_admin, request)
    email = unit.email if isinstance(unit, Division) else next(iter(member_addresses(unit)), "")
    form = _form(request, event, is_company=isinstance(unit, Organization), sheet=None, email=email)
    if form.is_valid():
        try:
            kept = enter_event(event=event, unit=unit, entry=form.entry(), by=acting(request), at=timezone.now())
        except (CannotEnter, UploadRefused) as exc:
            form.refuse(str(exc))
        else:
            messages.success(request, f"{kept}の申込みを受け付けました（{kept.get_state_display()}）。")
            return redirect("admin:dialogue_registration_change", kept.pk)
    return _render(
        model_admin,
        request,
        "admin/dialogue/registration_entry.html",
        f"代わって申し込む　{unit}",
        form=form,
        event=event,
    )


def _who(model_admin: Any, request: HttpRequest) -> HttpResponse:
    form = WhoForm(request.GET if "q" in request.GET else None)
    found = units_called(form.cleaned_data["q"], form.cleaned_data["event"]) if form.is_valid() else None
    return _render(
        model_admin, request, "admin/dialogue/registration_who.html", "代わって申し込む", form=form, found=found
    )


def change(model_admin: Any, request: HttpRequest, row: Registration) -> HttpResponse:
    """The form with what was written."""
    form = _form(request, row.event, is_company=row.is_of_company, sheet=entry_sheet(row), email=row.email)
    if form.is_valid():
        try:
            change_registration(registration=row, entry=form.entry(), by=acting(request), at=timezone.now())
        except (CannotEnter, UploadRefused) as exc:
            form.refuse(str(exc))
        else:
            messages.success(request, "申込みを直しました。")
            return redirect("admin:dialogue_registration_change", row.pk)
    return _render(
        model_admin,
        request,
        "admin/dialogue/registration_entry.html",
        f"代わって直す　{row}",
        form=form,
        event=row.event,
    )


def _form(request: HttpRequest, event: Event, *, is_company: bool, sheet: EntrySheet | None, email: str) -> EntryForm:
    posted = request.method == "POST"
    return EntryForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        event=event,
        is_company=is_company,
        may_choose=divisions_to_wish(event) if is_company else organizations_to_wish(event),
        sheet=sheet,
        email=email,
    )


def _unit(request: HttpRequest) -> Organization | Division | None:
    """Return whom the address names; 404 for what it names wrongly, None when it names nobody."""
    body, division = request.GET.get("dantai", ""), request.GET.get("ka", "")
    if body:
        try:
            return get_object_or_404(Organization.objects.current(), uuid=UUID(body))
        except ValueError:
            raise Http404 from None
    if division:
        return get_object_or_404(Division.objects.valid_on(timezone.localdate()), code=division)
    return None


def _render(model_admin: Any, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    everything = {**model_admin.admin_site.each_context(request), "title": title, "opts": model_admin.opts, **context}
    return TemplateResponse(request, template, everything)

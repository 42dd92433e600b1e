"""/ka/dantai/: find a 団体, say what for, read its 企業カルテ."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, needs
from nara_renkei.core.sheets import sheet_response
from nara_renkei.directory.models import Organization
from nara_renkei.portal.forms import OpeningForm
from nara_renkei.portal.queries.organization_record import organization_record
from nara_renkei.portal.queries.organization_records import find_records, is_desk, record_of
from nara_renkei.portal.usecases.export_records import export_records
from screening.queries import standing_opening
from screening.usecases.open_record import CannotOpenRecord
from screening.usecases.open_record import open_record as open_for

UNPROCESSABLE: Final = 422


@needs(Permission.OPEN_RECORDS)
@never_cache
@require_safe
def records(request: StaffRequest) -> HttpResponse:
    words, today = request.GET.get("q", "").strip(), timezone.localdate()
    found = find_records(request.user, today, words=words, page=request.GET.get("page"))
    context = {"found": found, "words": words, "is_desk": is_desk(request.user, today)}
    return render(request, "portal/records.html", context)


@needs(Permission.READ_ALL_PROPOSALS)
@require_safe
def records_sheet(request: StaffRequest) -> HttpResponse:
    """The desk's table of every 団体: a download, written down (decisions.md 19)."""
    return sheet_response(export_records(reader=request.user, by=request.actor, at=timezone.now()))


@needs(Permission.OPEN_RECORDS)
@never_cache
@require_safe
def record(request: StaffRequest, uuid: UUID) -> HttpResponse:
    """The カルテ; for who has not said what for, the question. One that was merged leads to where it is now."""
    today, organization = timezone.localdate(), _record(request, uuid)
    if organization.uuid != uuid:
        return redirect("portal:record", organization.uuid)
    opening = None
    if not is_desk(request.user, today):
        opening = standing_opening(request.user, organization, today)
        if opening is None:
            return render(request, "portal/record_reason.html", {"organization": organization, "form": OpeningForm()})
    context = {"record": organization_record(organization, request.user, today), "opening": opening, "today": today}
    return render(request, "portal/record.html", context)


@needs(Permission.OPEN_RECORDS)
@require_POST
def open_one(request: StaffRequest, uuid: UUID) -> HttpResponse:
    organization, form = _record(request, uuid), OpeningForm(request.POST)
    if form.is_valid():
        try:
            open_for(
                organization=organization,
                reader=request.user,
                **form.cleaned_data,
                by=request.actor,
                at=timezone.now(),
            )
        except CannotOpenRecord as exc:
            form.add_error("words", str(exc))
        else:
            return redirect("portal:record", organization.uuid)
    context = {"organization": organization, "form": form}
    return render(request, "portal/record_reason.html", context, status=UNPROCESSABLE)


def _record(request: StaffRequest, uuid: UUID) -> Organization:
    """Load a 団体 that this person may look up, or 404: foreign and absent are the same."""
    found = record_of(uuid, request.user, timezone.localdate())
    if found is None:
        raise Http404
    return found

"""資料から5分で相談: the deck, three answers, a time, the mailed code, the booking; then the appointment's page."""

from collections.abc import Callable, Sequence
from functools import wraps
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nara_renkei.accounts.forms import AddressForm
from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.core.actors import acting
from nara_renkei.core.form_fields import AttachmentField
from nara_renkei.core.links import absolute_link
from nara_renkei.core.private_files import UploadRefused, file_response
from nara_renkei.core.scanning import scanner_notice
from proposals.enums import ConsultationState
from proposals.forms.consultation import NEW, ConsultationForm, ContactForm, SlotForm
from proposals.models import Challenge, Consultation, ConsultationFile, ConsultationSlot
from proposals.permissions import is_proposer
from proposals.queries import free_slots
from proposals.rendering import appointment_ics
from proposals.usecases.attach_consultation_file import attach_consultation_file, remove_consultation_file
from proposals.usecases.attach_file import CannotAttach
from proposals.usecases.book_consultation import CannotBook, book_consultation
from proposals.usecases.cancel_consultation import cancel_consultation
from proposals.usecases.choose_slot import SlotTaken, choose_slot
from proposals.usecases.draft_from_consultation import CannotDraft, draft_from_consultation
from proposals.usecases.record_download import record_download
from proposals.usecases.save_consultation import NoLongerOpen, save_consultation
from proposals.usecases.start_consultation import start_consultation

from .access import held_consultations, hold_consultation, proposer_only

PER_BROWSER: Final = 5
PER_HOUR: Final = 60
TOO_MANY: Final = (
    "このブラウザーでは、これ以上続けて相談を始められません。書きかけの相談を続けるか、公民連携デスクにお電話ください。"
)
NO_DECK: Final = "資料を一つ以上付けてください。手書きのメモの写真でも構いません。"
STEPS: Final = (
    ("資料と三つの質問", "proposals:consultation_deck"),
    ("相談の時間", "proposals:consultation_slot"),
    ("メールの確認", "proposals:consultation_email"),
    ("連絡先と予約", "proposals:consultation_contact"),
)
TAG_KINDS: Final = {
    ConsultationState.DRAFT: "wait",
    ConsultationState.BOOKED: "info",
    ConsultationState.HELD: "done",
    ConsultationState.CANCELLED: "wait",
}

View = Callable[..., HttpResponseBase]


def consultation_or_404(request: HttpRequest, consultation: UUID) -> Consultation:
    mine = Consultation.objects.open_to(request.user, held_consultations(request), timezone.localdate())
    return get_object_or_404(mine.select_related("slot", "organization", "challenge", "proposal"), uuid=consultation)


def unbooked_step(view: View) -> View:
    """Give the view a consultation that can still be written; one that is booked shows its page."""

    @wraps(view)
    def guarded(request: HttpRequest, consultation: UUID) -> HttpResponseBase:
        found = consultation_or_404(request, consultation)
        if found.state != ConsultationState.DRAFT:
            return redirect("proposals:consultation", found.uuid)
        try:
            return view(request, found)
        except NoLongerOpen as exc:
            messages.info(request, str(exc))
            return redirect("proposals:consultation", found.uuid)

    return guarded


# --- ① the deck and three answers


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponseBase:
    """Show the first step; the first POST makes the row, so that nothing typed or uploaded is lost."""
    if request.user.is_authenticated and not is_proposer(request.user):
        return render(request, "proposals/consultation_staff.html")
    kadai = request.POST.get("kadai", request.GET.get("kadai", ""))
    live = Challenge.objects.live_on(timezone.localdate()) if kadai else []
    challenge = next((one for one in live if one.code == kadai), None)
    if request.method != "POST":
        return _deck_page(request, None, ConsultationForm(), kadai=kadai)
    user = request.user if isinstance(request.user, User) else None
    if user is None and not _may_begin(request):
        form = ConsultationForm(request.POST)
        form.add_error(None, TOO_MANY)
        return _deck_page(request, None, form, kadai=kadai, status=429)
    found = start_consultation(challenge=challenge, author=user, by=acting(request), at=timezone.now())
    if user is None:
        hold_consultation(request, found)
    return _keep_deck(request, found)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@unbooked_step
def deck(request: HttpRequest, found: Consultation) -> HttpResponseBase:
    if request.method == "POST":
        return _keep_deck(request, found)
    initial = {name: getattr(found, name) for name in ConsultationForm.base_fields}
    return _deck_page(request, found, ConsultationForm(initial=initial))


def _keep_deck(request: HttpRequest, found: Consultation) -> HttpResponseBase:
    form = ConsultationForm(request.POST)
    found = save_consultation(consultation_id=found.pk, values=form.fitting())
    refused = _files(request, found)
    action = request.POST.get("action", "next")
    if refused or action == "upload" or action.startswith("remove-"):
        typed = {
            name: request.POST.getlist(name) if name == "asks" else request.POST.get(name, "") for name in form.fields
        }
        return _deck_page(request, found, ConsultationForm(initial=typed), refused=refused)
    kept = _kept(found)
    if not form.is_valid() or not kept:
        if form.errors and not kept:
            form.add_error(None, NO_DECK)  # one summary for everything that is missing
        return _deck_page(request, found, form, refused="" if kept else NO_DECK)
    return redirect("proposals:consultation_slot", found.uuid)


def _files(request: HttpRequest, found: Consultation) -> str:
    """Attach and remove what the form asks for; return the sentence of a refusal, or ""."""
    action = request.POST.get("action", "")
    at, by = timezone.now(), acting(request)
    if action.startswith("remove-"):
        try:
            file_uuid = str(UUID(action.removeprefix("remove-")))
        except ValueError:
            return ""
        remove_consultation_file(consultation_id=found.pk, file_uuid=file_uuid, by=by, at=at)
        return ""
    for upload in request.FILES.getlist("attachment"):
        try:
            attach_consultation_file(consultation_id=found.pk, upload=upload, by=by, at=at)
        except (CannotAttach, UploadRefused) as exc:
            return f"「{(upload.name or '')[:40]}」は付けていません。{exc}"
    if action == "upload" and not request.FILES:
        return str(AttachmentField().error_messages["required"])
    return ""


def _kept(found: Consultation) -> list[ConsultationFile]:
    return list(found.files.select_related("file").order_by("position", "pk"))


def _deck_page(
    request: HttpRequest,
    found: Consultation | None,
    form: ConsultationForm,
    *,
    refused: str = "",
    kadai: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "files": _kept(found) if found else [],
        "refused": refused,
        "kadai": kadai,
        "action": reverse("proposals:consultation_deck", args=[found.uuid]) if found else "",
        "scanner_notice": scanner_notice(),
        **_where(request, found, 1),
    }
    return render(request, "proposals/consultation_deck.html", context, status=status)


def _may_begin(request: HttpRequest) -> bool:
    """A few for a browser, many more for an address: an office shares one."""
    if len(held_consultations(request)) >= PER_BROWSER:
        return False
    key = f"consultations:{acting(request).address}"
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) <= PER_HOUR


# --- ② the time, also of an appointment that moves


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def slot(request: HttpRequest, consultation: UUID) -> HttpResponseBase:
    found, at = consultation_or_404(request, consultation), timezone.now()
    is_move = found.may_be_moved(at)
    if found.state != ConsultationState.DRAFT and not is_move:
        return redirect("proposals:consultation", found.uuid)
    free = free_slots(at)
    chosen = str(found.slot.uuid) if found.slot else ""
    form = SlotForm(request.POST if request.method == "POST" else None, slots=free, initial={"slot": chosen})
    if request.method == "POST" and form.is_valid():
        try:
            choose_slot(
                consultation_id=found.pk,
                slot=UUID(form.cleaned_data["slot"]),
                by=acting(request),
                at=at,
            )
        except SlotTaken as exc:
            form.add_error("slot", str(exc))
            free = free_slots(at)
        except NoLongerOpen as exc:
            messages.info(request, str(exc))
            return redirect("proposals:consultation", found.uuid)
        else:
            if is_move:
                messages.success(request, "相談の時間を変えました。メールでもお知らせします。")
                return redirect("proposals:consultation", found.uuid)
            signed_in = request.user.is_authenticated
            return redirect(f"proposals:consultation_{'contact' if signed_in else 'email'}", found.uuid)
    context = {
        "consultation": found,
        "form": form,
        "days": _by_day(free),
        "chosen": form["slot"].value(),
        "is_move": is_move,
        **_where(request, found, 2),
    }
    return render(request, "proposals/consultation_slot.html", context)


def _by_day(free: Sequence[ConsultationSlot]) -> list[tuple[Any, list[ConsultationSlot]]]:
    return [(day, list(slots)) for day, slots in groupby(free, key=lambda one: one.day)]


# --- ③ the mailed code


@login_not_required
@never_cache
@require_safe
@unbooked_step
def email(request: HttpRequest, found: Consultation) -> HttpResponseBase:
    if request.user.is_authenticated:
        return redirect("proposals:consultation_contact", found.uuid)
    target = reverse("proposals:consultation_contact", args=[found.uuid])
    context = {"consultation": found, "form": AddressForm(), "target": target, **_where(request, found, 3)}
    return render(request, "proposals/consultation_email.html", context)


# --- ④ who comes, and the booking


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@unbooked_step
def contact(request: HttpRequest, found: Consultation) -> HttpResponseBase:
    user = request.user
    if not isinstance(user, User):
        return redirect("proposals:consultation_email", found.uuid)
    known = organizations_of(user)
    if found.slot is None:
        messages.info(request, "先に、相談の時間を選んでください。")
        return redirect("proposals:consultation_slot", found.uuid)
    initial = {
        "which": str(known[0].uuid) if known and not found.organization_name else NEW,
        "organization_name": found.organization_name,
        "contact_name": found.contact_name or user.name,
        "contact_phone": found.contact_phone,
    }
    form = ContactForm(request.POST if request.method == "POST" else None, known=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        booking, at = form.booking(), timezone.now()
        try:
            book_consultation(consultation_id=found.pk, user=user, by=acting(request), at=at, **booking)
        except SlotTaken as exc:
            # what was typed here waits for the next try
            save_consultation(
                consultation_id=found.pk, values={k: v for k, v in booking.items() if k != "organization"}
            )
            messages.warning(request, str(exc))
            return redirect("proposals:consultation_slot", found.uuid)
        except CannotBook as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "予約を受け付けました。メールでもお知らせします。")
            return redirect("proposals:consultation", found.uuid)
    context = {
        "consultation": found,
        "form": form,
        "files": _kept(found),
        **_where(request, found, 4),
    }
    return render(request, "proposals/consultation_contact.html", context)


# --- the appointment


@proposer_only
@never_cache
@require_safe
def consultation(request: HttpRequest, consultation: UUID) -> HttpResponseBase:
    found = consultation_or_404(request, consultation)
    if found.state == ConsultationState.DRAFT:
        return redirect("proposals:consultation_deck", found.uuid)
    context = {
        "consultation": found,
        "tag_kind": TAG_KINDS[ConsultationState(found.state)],
        "files": _kept(found),
        "may_move": found.may_be_moved(timezone.now()),
        "may_draft": found.state == ConsultationState.HELD and found.proposal is None,
    }
    return render(request, "proposals/consultation.html", context)


@proposer_only
@require_POST
def cancel(request: HttpRequest, consultation: UUID) -> HttpResponseBase:
    found = consultation_or_404(request, consultation)
    try:
        cancel_consultation(consultation_id=found.pk, by=acting(request), at=timezone.now())
    except NoLongerOpen as exc:
        messages.error(request, str(exc))
    else:
        messages.success(request, "事前相談を取り消しました。")
    return redirect("proposals:consultation", found.uuid)


@proposer_only
@require_POST
def draft(request: HttpRequest, consultation: UUID) -> HttpResponseBase:
    found = consultation_or_404(request, consultation)
    try:
        made = draft_from_consultation(
            consultation_id=found.pk,
            notify=False,
            by=acting(request),
            at=timezone.now(),
        )
    except CannotDraft as exc:
        messages.error(request, str(exc))
        return redirect("proposals:consultation", found.uuid)
    return redirect("proposals:step", made.uuid, "proposal")


@proposer_only
@never_cache
@require_safe
def ics(request: HttpRequest, consultation: UUID) -> HttpResponseBase:
    found = consultation_or_404(request, consultation)
    if found.state != ConsultationState.BOOKED or found.slot is None:
        raise Http404
    return ics_response(found, found.slot, absolute_link("proposals:consultation", found.uuid))


def ics_response(found: Consultation, slot: ConsultationSlot, url: str) -> HttpResponse:
    response = HttpResponse(appointment_ics(found, slot, url=url), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sodan.ics"'
    return response


@login_not_required
@require_safe
def file(request: HttpRequest, consultation: UUID, file: UUID) -> HttpResponseBase:
    found = consultation_or_404(request, consultation)
    kept = get_object_or_404(found.files.select_related("file"), file__uuid=file)
    response = file_response(kept.file)
    record_download(proposal=found, file=kept.file, by=acting(request), at=timezone.now())
    return response


def _where(request: HttpRequest, found: Consultation | None, current: int) -> dict[str, Any]:
    """Return the list of steps: those behind can be opened again, the code only until it is proved."""
    steps = [
        {
            "title": title,
            "url": reverse(name, args=[found.uuid])
            if found and number < current and not (number == 3 and request.user.is_authenticated)
            else "",
        }
        for number, (title, name) in enumerate(STEPS, start=1)
    ]
    return {"steps": steps, "current": current}

"""/ka/kadai/ and /ka/komarigoto/: a 課 asks the private sector, from two lines to a 課題 that is confirmed twice a year."""

from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.models import CapabilityLink, User
from nara_renkei.accounts.permissions import division_ids, employee_required
from nara_renkei.accounts.queries import division_addresses
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.core.actors import DIVISION, Actor, acting
from nara_renkei.core.text import whole_number
from nara_renkei.directory.models import Division
from proposals.enums import ChallengeState
from proposals.forms.asking import NewSheetForm, ReasonForm, SheetForm, StaffAddressForm, TroubleForm
from proposals.models import Challenge, Trouble
from proposals.permissions import asking_divisions, sheets_open_to
from proposals.queries import must_reconfirm, next_step_of, sheet_row
from proposals.rules.challenge_sheet import BY_SLUG, STEPS, SheetStep, has_number, step_after
from proposals.rules.procedures import MEANINGS
from proposals.rules.reconfirmation import round_of
from proposals.usecases.draft_challenge import draft_challenge
from proposals.usecases.hand_in_challenge import CannotHandIn, hand_in_challenge, missing_fields
from proposals.usecases.note_trouble import NotOfTheCity, note_trouble, send_trouble_link
from proposals.usecases.reconfirm_challenge import CannotReconfirm, reconfirm_challenge
from proposals.usecases.retire_challenge import CannotRetire, retire_challenge, revive_challenge
from proposals.usecases.save_sheet import SheetClosed, StaleSheet, save_sheet

PER_PAGE = 30
TOO_MANY_LETTERS = "短い間に何度も送られたため、いまは送れません。数分待ってから、もう一度押してください。"


# --- the sheets of my 課


@never_cache
@employee_required
@require_http_methods(["GET", "POST"])
def sheets(request: StaffRequest) -> HttpResponse:
    """The 課題 of my 課 and its 困りごとメモ; the button begins a new sheet."""
    today = timezone.localdate()
    divisions = asking_divisions(request.user, today)
    if not divisions:
        raise Http404
    form = NewSheetForm(request.POST or None, divisions=divisions)
    if form.is_valid():
        challenge = draft_challenge(lead=form.cleaned_data["lead"], by=request.actor, at=timezone.now())
        return redirect("proposals:sheet_step", challenge.code, STEPS[0].slug)
    found = sheets_open_to(request.user, today).with_window(today).with_lead().latest_first()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [sheet_row(challenge, today) for challenge in page],
        "troubles": Trouble.objects.open()
        .of_divisions(division_ids(request.user, today))
        .with_division()
        .newest_first()[:PER_PAGE],
    }
    return render(request, "proposals/sheets.html", context)


def _sheet_or_404(request: StaffRequest, code: str) -> Challenge:
    today = timezone.localdate()
    found = sheets_open_to(request.user, today).with_window(today).with_everything()
    return get_object_or_404(found, code=code)


# --- one sheet


@never_cache
@employee_required
@require_safe
def sheet(request: StaffRequest, code: str) -> HttpResponse:
    """Where it stands, what is missing, and how the public will see it."""
    return _sheet_page(request, _sheet_or_404(request, code))


def _sheet_page(
    request: StaffRequest, challenge: Challenge, *, form: ReasonForm | None = None, refusal: str = ""
) -> HttpResponse:
    today = timezone.localdate()
    is_draft = challenge.state == ChallengeState.DRAFT
    return render(
        request,
        "proposals/sheet.html",
        {
            "challenge": challenge,
            "row": sheet_row(challenge, today),
            "procedure_meaning": MEANINGS.get(challenge.procedure, ""),
            "steps": [(step, _missing_in(challenge, step)) for step in STEPS] if is_draft else [],
            "is_complete": not missing_fields(challenge),
            "is_draft": is_draft,
            "is_public": challenge.state == ChallengeState.PUBLISHED,
            "is_retired": challenge.state == ChallengeState.RETIRED,
            "must_reconfirm": must_reconfirm(challenge, today),
            "round": round_of(today),
            "lacks_number": is_draft and bool(challenge.figures) and not has_number(challenge.figures),
            "reason_form": form or ReasonForm(),
            "reason_open": form is not None,
            "refusal": refusal,
            "form": form,
        },
    )


def _missing_in(challenge: Challenge, step: SheetStep) -> bool:
    return any(field in step.fields for field in missing_fields(challenge))


@never_cache
@employee_required
@require_http_methods(["GET", "POST"])
def sheet_step(request: StaffRequest, code: str, step: str) -> HttpResponse:
    """One question of the sheet; every button keeps what was written."""
    challenge = _sheet_or_404(request, code)
    this = BY_SLUG.get(step)
    if this is None:
        raise Http404
    if challenge.state != ChallengeState.DRAFT:
        messages.info(request, next_step_of(challenge, timezone.localdate()))
        return redirect("proposals:sheet", code)
    if request.method != "POST":
        initial = {field.name: getattr(challenge, field.name) for field in this.fields}
        return _step_page(request, challenge, this, SheetForm(step=this, initial=initial))
    form = SheetForm(request.POST, step=this)
    try:
        challenge = save_sheet(
            challenge_id=challenge.pk,
            version=_version(request),
            values=form.fitting(),
            by=request.actor,
            at=timezone.now(),
        )
    except StaleSheet as exc:
        return _step_page(request, exc.challenge, this, form, stale=str(exc))
    except SheetClosed as exc:
        messages.warning(request, str(exc))
        return redirect("proposals:sheet", code)
    if request.POST.get("action") == "later" and _is_kept(form):
        messages.success(request, "書いたところまで保存しました。続きは、この画面からいつでも書けます。")
        return redirect("proposals:sheet", code)
    if not form.is_valid():
        return _step_page(request, challenge, this, form)
    following = step_after(this)
    if following is None:
        messages.success(request, "最後まで書きました。見え方を確かめて、デスクに出してください。")
        return redirect("proposals:sheet", code)
    return redirect("proposals:sheet_step", code, following.slug)


def _is_kept(form: SheetForm) -> bool:
    """Whether leaving loses nothing: what is wrong is only what is still empty."""
    return not any(form.data.get(name) for name in form.errors)


def _step_page(
    request: StaffRequest, challenge: Challenge, this: SheetStep, form: SheetForm, stale: str = ""
) -> HttpResponse:
    stored = [
        (field.label, getattr(challenge, field.name), form[field.name].value() or "")
        for field in this.fields
        if stale and str(getattr(challenge, field.name) or "") != (form[field.name].value() or "").replace("\r\n", "\n")
    ]
    return render(
        request,
        "proposals/sheet_step.html",
        {
            "challenge": challenge,
            "this": this,
            "steps": [{"title": step.title, "slug": step.slug} for step in STEPS],
            "current": STEPS.index(this) + 1,
            "form": form,
            "stale": stale,
            "differences": stored,
            "lacks_number": this.slug == "suuji" and bool(challenge.figures) and not has_number(challenge.figures),
        },
    )


def _version(request: HttpRequest) -> int:
    return whole_number(request.POST.get("version", "")) or 0


@employee_required
@require_POST
def hand_in(request: StaffRequest, code: str) -> HttpResponse:
    challenge = _sheet_or_404(request, code)
    try:
        hand_in_challenge(challenge_id=challenge.pk, by=request.actor, at=timezone.now())
    except CannotHandIn as exc:
        return _sheet_page(request, challenge, refusal=str(exc))
    messages.success(request, "デスクに出しました。デスクが確かめて、公開するか、理由を付けてお返しします。")
    return redirect("proposals:sheet", code)


@employee_required
@require_POST
def reconfirm(request: StaffRequest, code: str) -> HttpResponse:
    challenge = _sheet_or_404(request, code)
    try:
        reconfirm_challenge(challenge_id=challenge.pk, by=request.actor, at=timezone.now())
    except CannotReconfirm as exc:
        return _sheet_page(request, challenge, refusal=str(exc))
    messages.success(request, "続けることを確かめました。ありがとうございます。")
    return redirect("proposals:sheet", code)


@employee_required
@require_POST
def retire(request: StaffRequest, code: str) -> HttpResponse:
    challenge = _sheet_or_404(request, code)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            retire_challenge(
                challenge_id=challenge.pk, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
            )
        except CannotRetire as exc:
            return _sheet_page(request, challenge, refusal=str(exc))
        messages.success(request, "課題を取り下げました。")
        return redirect("proposals:sheet", code)
    return _sheet_page(request, challenge, form=form)


@employee_required
@require_POST
def revive(request: StaffRequest, code: str) -> HttpResponse:
    challenge = _sheet_or_404(request, code)
    try:
        revive_challenge(challenge_id=challenge.pk, by=request.actor, at=timezone.now())
    except CannotRetire as exc:
        return _sheet_page(request, challenge, refusal=str(exc))
    messages.success(request, "下書きに戻しました。直してから、もう一度デスクに出してください。")
    return redirect("proposals:sheet", code)


# --- by a link in a mail, without an account


def by_link(purpose: LinkPurpose) -> Any:
    """Hand the link to the view; a page that says nothing about others when it does not open."""

    def decorate(view: Any) -> Any:
        @wraps(view)
        def guarded(request: HttpRequest, token: str) -> HttpResponse:
            try:
                link = open_link(token=token, purpose=purpose, at=timezone.now())
                response: HttpResponse = view(request, link)
            except LinkGone as exc:
                response = render(request, "proposals/link_gone.html", {"words": str(exc)}, status=404)
            response["X-Robots-Tag"] = "noindex"
            return response

        return login_not_required(never_cache(require_http_methods(["GET", "POST"])(guarded)))

    return decorate


def _actor_of(request: HttpRequest, link: CapabilityLink) -> Actor:
    return Actor(DIVISION, link.email, f"link:{link.pk}", acting(request).address)


@by_link(LinkPurpose.RECONFIRMATION)
def reconfirm_by_link(request: HttpRequest, link: CapabilityLink) -> HttpResponse:
    """続ける or 取り下げる, for the 課 that was asked by mail."""
    today = timezone.localdate()
    code = link.about.removeprefix("challenge:")
    try:
        challenge = Challenge.objects.public().with_window(today).with_lead().get(code=code)
    except Challenge.DoesNotExist:
        raise LinkGone from None
    if link.email not in division_addresses(challenge.lead, today):  # the 課題 has gone to another 課
        raise LinkGone
    form = ReasonForm(request.POST if request.POST.get("action") == "retire" else None)
    by, at = _actor_of(request, link), timezone.now()
    done = ""
    if request.POST.get("action") == "keep":
        reconfirm_challenge(challenge_id=challenge.pk, by=by, at=at, link=link)
        done = "続けることを確かめました。ありがとうございます。"
    elif form.is_valid():
        retire_challenge(challenge_id=challenge.pk, reason=form.cleaned_data["reason"], by=by, at=at, link=link)
        done = "課題を取り下げました。公開のページから、すぐに見えなくなります。"
    context = {"challenge": challenge, "form": form, "done": done, "last": round_of(today).last}
    return render(request, "proposals/reconfirm.html", context)


# --- 困りごとメモ


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def trouble(request: HttpRequest) -> HttpResponse:
    """Two lines: at once for staff who have signed in, by a link to 庁内メール for the others."""
    user = request.user
    if user.is_authenticated:
        if not (isinstance(user, User) and user.is_employee):
            raise Http404
        return _write_trouble(request, user.email, acting(request), user)
    form = StaffAddressForm(request.POST or None)
    status, sent_to = 200, ""
    if form.is_valid():
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action="trouble_link", key=email):
            form.add_error(None, TOO_MANY_LETTERS)
            status = 429
        else:
            try:
                send_trouble_link(email=email, by=acting(request), at=timezone.now())
                sent_to = email
            except NotOfTheCity as exc:
                form.add_error("email", str(exc))
    return render(request, "proposals/trouble_address.html", {"form": form, "sent_to": sent_to}, status=status)


@by_link(LinkPurpose.TROUBLE)
def trouble_by_link(request: HttpRequest, link: CapabilityLink) -> HttpResponse:
    return _write_trouble(request, link.email, _actor_of(request, link), None, link)


def _write_trouble(
    request: HttpRequest, email: str, by: Actor, user: User | None, link: CapabilityLink | None = None
) -> HttpResponse:
    today = timezone.localdate()
    divisions = Division.objects.valid_on(today).select_related("department").in_order()
    own = division_ids(user, today) if user else []
    form = TroubleForm(
        request.POST or None, divisions=divisions, initial={"division": own[0] if len(own) == 1 else None}
    )
    is_done = form.is_valid()
    if is_done:
        note_trouble(**form.cleaned_data, email=email, by=by, at=timezone.now(), link=link)
    return render(request, "proposals/trouble.html", {"form": form, "is_done": is_done, "email": email})

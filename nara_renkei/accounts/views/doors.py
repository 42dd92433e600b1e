"""The company's door: entering an address sends a code; the proved code signs in, and signs up who is new.

And the staff's second factor without a telephone: a code to 庁内メール, from inside the city hall.
"""

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.forms import AddressForm, CodeForm, MailFactorForm
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import MAIL_FACTOR, employee_required, is_in_city_hall, showed_second_factor
from nara_renkei.accounts.usecases.begin_session import begin_session
from nara_renkei.accounts.usecases.prove_email import CodeExpired, CodeRefused
from nara_renkei.accounts.usecases.prove_email import prove_email as prove
from nara_renkei.accounts.usecases.prove_mail_factor import prove_mail_factor
from nara_renkei.accounts.usecases.send_mail_factor import SentFactor, send_mail_factor
from nara_renkei.accounts.usecases.send_sign_in_code import SentCode, send_sign_in_code
from nara_renkei.core.actors import acting
from nara_renkei.core.devices import device_words, is_known, remember

DOOR = "company_door"
SENT_FACTOR = "sent_mail_factor"
TOO_MANY_LETTERS = "短い間に何度も送られたため、いまはコードを送れません。数分待ってから、もう一度押してください。"
TOO_MANY_TRIES = (
    "確認コードを何度も間違えたため、いまは確かめられません。10分待ってから、新しいコードを送ってください。"
)
BACKEND = "nara_renkei.accounts.backends.StaffBackend"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def prove_email(request: HttpRequest) -> HttpResponse:
    """Ask for an address and mail a code to it. The same page follows whoever it belongs to."""
    target = _safe_target(request)
    if request.user.is_authenticated:
        return redirect(target)
    form = AddressForm(request.POST or None)
    if form.is_valid():
        return send_code(request, email=form.cleaned_data["email"], target=target)
    return render(request, "accounts/prove_email.html", {"form": form, "target": target})


def send_code(request: HttpRequest, *, email: str, target: str) -> HttpResponse:
    """Mail a code to an address and lead to where it is entered, and from there to ``target``."""
    if ratelimit.consume(request, action="sign_in_code", key=email):
        sent = send_sign_in_code(email=email, at=timezone.now())
        request.session[DOOR] = {
            "email": sent.email,
            "digest": sent.digest,
            "expires_at": sent.expires_at.isoformat(),
            "next": target,
        }
        return redirect("accounts:enter_code")
    form = AddressForm({"email": email})
    form.add_error(
        None,
        "短い間に何度も送られたため、いまはコードを送れません。数分待ってから、もう一度押してください。届いているコードがあれば、それを使えます。",
    )
    return render(request, "accounts/prove_email.html", {"form": form, "target": target}, status=429)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the code. Five tries for a code, whatever the number of tabs."""
    door = request.session.get(DOOR)
    if request.user.is_authenticated:
        return redirect(door["next"] if door else "portal:my_page")
    if door is None:
        return redirect("accounts:prove_email")
    form = CodeForm(request.POST or None)
    status = 200
    if form.is_valid():
        if not ratelimit.consume(request, action="sign_in_try", key=door["digest"]):
            form.add_error(
                None,
                "確認コードを何度も間違えたため、このコードは使えなくなりました。「新しいコードを送る」を押してください。",
            )
            return render(request, "accounts/enter_code.html", _code_page(form, door, is_over=True), status=429)
        try:
            user = prove(sent=_sent(door), code=form.cleaned_data["code"], by=acting(request), at=timezone.now())
        except CodeExpired as exc:
            form.add_error(None, str(exc))
            return render(request, "accounts/enter_code.html", _code_page(form, door, is_over=True))
        except CodeRefused as exc:
            form.add_error("code", str(exc))
        else:
            request.session.pop(DOOR, None)
            return let_in(request, user, door["next"])
    return render(request, "accounts/enter_code.html", _code_page(form, door), status=status)


def let_in(request: HttpRequest, user: User, target: str) -> HttpResponse:
    """Open a session that knows its device, and lead on to ``target``; a browser never used before is told to its owner."""
    is_first = user.last_login is None
    # The session gets a new key and keeps its drafts; the code is used up.
    login(request, user, backend=BACKEND)
    begin_session(
        session=request.session,
        user=user,
        device=device_words(request.headers.get("User-Agent", "")),
        is_known=is_first or is_known(request, user.pk),
        by=acting(request),
        at=timezone.now(),
    )
    response = redirect(target)
    remember(response, request, user.pk)
    return response


@never_cache
@employee_required
@require_http_methods(["GET", "POST"])
def mail_factor(request: HttpRequest) -> HttpResponse:
    """After the password: mail a code on the press of a button, take it, let the session work. Outside: no such page."""
    user, actor = cast("User", request.user), acting(request)
    if not settings.SECOND_FACTOR_REQUIRED or not is_in_city_hall(actor.address):
        raise Http404
    target = _safe_target(request)
    if showed_second_factor(request, user, actor.address):
        return redirect(target)
    if "send" in request.POST:
        if ratelimit.consume(request, action="mail_factor", key=f"user:{user.pk}"):
            sent = send_mail_factor(user=user, by=actor, at=timezone.now())
            request.session[SENT_FACTOR] = {"digest": sent.digest, "expires_at": sent.expires_at.isoformat()}
            return redirect(f"{request.path}?{urlencode({'next': target})}")
        form = MailFactorForm(None)
        return _factor_page(request, form, target, refusal=TOO_MANY_LETTERS)
    kept = request.session.get(SENT_FACTOR)
    form = MailFactorForm(request.POST if request.method == "POST" and kept else None)
    if kept and form.is_valid():
        if not ratelimit.consume(request, action="mail_factor_try", key=f"user:{user.pk}"):
            request.session.pop(SENT_FACTOR)
            return _factor_page(request, form, target, refusal=TOO_MANY_TRIES)
        sent = SentFactor(digest=kept["digest"], expires_at=datetime.fromisoformat(kept["expires_at"]))
        refusal = prove_mail_factor(
            user=user,
            sent=sent,
            code=form.cleaned_data["code"],
            by=actor,
            at=timezone.now(),
        )
        if not refusal:
            request.session.pop(SENT_FACTOR)
            request.session.cycle_key()
            request.session[MAIL_FACTOR] = user.pk
            return redirect(target)
        form.add_error("code", refusal)
    return _factor_page(request, form, target)


def _factor_page(request: HttpRequest, form: MailFactorForm, target: str, refusal: str = "") -> HttpResponse:
    page = {"form": form, "target": target, "refusal": refusal, "is_sent": SENT_FACTOR in request.session}
    return render(request, "accounts/mail_factor.html", page, status=429 if refusal else 200)


def _code_page(form: CodeForm, door: dict[str, Any], *, is_over: bool = False) -> dict[str, Any]:
    return {"form": form, "email": door["email"], "target": door["next"], "is_over": is_over}


def _sent(door: dict[str, Any]) -> SentCode:
    return SentCode(email=door["email"], digest=door["digest"], expires_at=datetime.fromisoformat(door["expires_at"]))


def _safe_target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    # an address, and no name of a view: ``redirect`` would look for one
    if target.startswith("/") and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return target
    return resolve_url("portal:my_page")

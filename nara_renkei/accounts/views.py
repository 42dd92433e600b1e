"""The company's door. Entering an address sends a code; the proved code signs in, and signs up who is new."""

from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .forms import AddressForm, CodeForm
from .usecases.prove_email import CodeExpired, CodeRefused
from .usecases.prove_email import prove_email as prove
from .usecases.send_sign_in_code import SentCode, send_sign_in_code

DOOR = "company_door"
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
    status = 200
    if form.is_valid():
        email = form.cleaned_data["email"]
        if ratelimit.consume(request, action="sign_in_code", key=email):
            sent = send_sign_in_code(email=email, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
            request.session[DOOR] = {
                "email": sent.email,
                "digest": sent.digest,
                "expires_at": sent.expires_at.isoformat(),
                "next": target,
            }
            return redirect("accounts:enter_code")
        form.add_error(
            None,
            "短い間に何度も送られたため、いまはコードを送れません。数分待ってから、もう一度押してください。届いているコードがあれば、それを使えます。",
        )
        status = 429
    return render(request, "accounts/prove_email.html", {"form": form, "target": target}, status=status)


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
            user = prove(sent=_sent(door), code=form.cleaned_data["code"], by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
        except CodeExpired as exc:
            form.add_error(None, str(exc))
            return render(request, "accounts/enter_code.html", _code_page(form, door, is_over=True))
        except CodeRefused as exc:
            form.add_error("code", str(exc))
        else:
            # The session gets a new key and keeps its drafts; the code is used up.
            login(request, user, backend=BACKEND)
            request.session.pop(DOOR, None)
            return redirect(door["next"])
    return render(request, "accounts/enter_code.html", _code_page(form, door), status=status)


def _code_page(form: CodeForm, door: dict[str, Any], *, is_over: bool = False) -> dict[str, Any]:
    return {"form": form, "email": door["email"], "target": door["next"], "is_over": is_over}


def _sent(door: dict[str, Any]) -> SentCode:
    return SentCode(email=door["email"], digest=door["digest"], expires_at=datetime.fromisoformat(door["expires_at"]))


def _safe_target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return resolve_url("portal:my_page")

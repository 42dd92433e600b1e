"""What the link in an invitation opens. Looking changes nothing; only the button spends the link.

The token stays in its own address: the session keeps which invitation it was, so that the door's 「next」 and the
session's row never hold it.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.forms import NameForm
from nara_renkei.accounts.models import Invitation, User
from nara_renkei.accounts.queries import invitation_of, open_invitation
from nara_renkei.accounts.usecases.accept_invitation import accept_invitation
from nara_renkei.accounts.usecases.join_organization import CannotJoin
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.core.actors import acting
from nara_renkei.core.links import token_page

from .doors import send_code

INVITED = "invitation"


@login_not_required
@token_page
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Say who asks whom. The button accepts, or first proves the address to which the letter went."""
    try:
        link = open_link(token=token, purpose=LinkPurpose.INVITATION, at=timezone.now())
    except LinkGone as exc:
        return _gone(request, exc)
    found = invitation_of(link)
    if request.method == "POST" and not request.user.is_authenticated:
        request.session[INVITED] = found.pk
        return send_code(request, email=link.email, target=resolve_url("accounts:pending_invitation"))
    return _answer(request, found)


@never_cache
@require_http_methods(["GET", "POST"])
def pending(request: HttpRequest) -> HttpResponse:
    """The same after the code: the session knows the invitation, no address does."""
    found = open_invitation(request.session.get(INVITED), timezone.now())
    if found is None:
        return _gone(request, LinkGone())
    return _answer(request, found)


def _answer(request: HttpRequest, found: Invitation) -> HttpResponse:
    user, refusal = request.user, ""
    is_theirs = not isinstance(user, User) or user.email == found.link.email
    posted = request.POST if request.method == "POST" else None
    form = NameForm(posted) if isinstance(user, User) and is_theirs and not user.name else None
    if posted is not None and isinstance(user, User) and (form is None or form.is_valid()):
        name = form.cleaned_data["name"] if form else ""
        try:
            member = accept_invitation(invitation=found, user=user, name=name, by=acting(request), at=timezone.now())
        except CannotJoin as exc:
            refusal = str(exc)
        except LinkGone as exc:
            return _gone(request, exc)
        else:
            request.session.pop(INVITED, None)
            messages.success(request, f"「{member.organization}」の担当者になりました。")
            return redirect("accounts:organization", member.organization.uuid)
    page = {"invitation": found, "refusal": refusal, "is_theirs": is_theirs, "form": form}
    return render(request, "accounts/invitation.html", page)


def _gone(request: HttpRequest, exc: LinkGone) -> HttpResponse:
    return render(request, "accounts/link_gone.html", {"sentence": str(exc)}, status=410)

"""共同提案: the company asks, the other 団体 reads, answers its 確認事項 and accepts, or says no.

As with an invitation, looking at the link changes nothing and the token stays in its own address.
"""

from typing import Any, cast
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink, User
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.accounts.views.doors import TOO_MANY_LETTERS, send_code
from nara_renkei.core.actors import acting
from nara_renkei.core.links import token_page
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.queries import kinds_taken
from nara_renkei.directory.usecases.register_organization import CannotRegister
from proposals.forms.joint import CoProposerForm, DeclineForm, WhoAmIForm
from proposals.forms.organization import NEW
from proposals.forms.pledges import PledgeForm
from proposals.models import CoProposer
from proposals.queries import co_proposers_of, items_due, joint_of, joint_of_link
from proposals.rules.content import JOINT_FIELDS
from proposals.usecases.accept_co_proposal import CannotAccept, accept_co_proposal, name_co_proposer
from proposals.usecases.ask_co_proposer import CannotAsk, ask_again, ask_co_proposer
from proposals.usecases.decline_co_proposal import decline_co_proposal
from proposals.usecases.drop_co_proposer import drop_co_proposer
from proposals.usecases.keep_evidence import PledgesMissing
from proposals.usecases.save_draft import NoLongerDraft

from .access import draft_or_404, proposer_only
from .differences import label_of

ASKED = "co_proposer"


@proposer_only
@never_cache
@require_http_methods(["GET", "POST"])
def co_proposers(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Who was asked and what each answered; ask, ask again, take back."""
    proposal = draft_or_404(request, draft)
    act, _, row = request.POST.get("action", "").partition("-")
    form = CoProposerForm(request.POST if act == "ask" else None)
    refusal = ""
    facts: dict[str, Any] = {"proposal_id": proposal.pk, "by": acting(request), "at": timezone.now()}
    try:
        if act == "ask" and form.is_valid():
            if ratelimit.consume(request, action="sign_in_code", key=form.cleaned_data["email"]):
                ask_co_proposer(**form.cleaned_data, **facts)
                messages.success(request, f"「{form.cleaned_data['name']}」にお願いを送りました。")
                return redirect("proposals:co_proposers", draft)
            form.add_error(None, TOO_MANY_LETTERS)
        elif act == "again" and row.isdecimal():
            asked = ask_again(co_proposer_id=int(row[:9]), **facts)
            messages.success(request, f"「{asked}」に、もう一度お願いを送りました。")
            return redirect("proposals:co_proposers", draft)
        elif act == "drop" and row.isdecimal():
            if drop_co_proposer(co_proposer_id=int(row[:9]), **facts):
                messages.success(request, "共同提案者から外しました。")
            return redirect("proposals:co_proposers", draft)
    except CannotAsk as exc:
        if act == "ask":
            form.add_error(None, str(exc))
        else:
            refusal = str(exc)
    except CoProposer.DoesNotExist:
        raise Http404 from None
    except NoLongerDraft as exc:
        messages.info(request, str(exc))
        return redirect("proposals:receipt", exc.proposal.number)
    rows = co_proposers_of(proposal)
    context = {"proposal": proposal, "rows": rows, "form": form, "refusal": refusal}
    return render(request, "proposals/co_proposers.html", context)


@login_not_required
@token_page
@require_http_methods(["GET", "POST"])
def joint(request: HttpRequest, token: str) -> HttpResponseBase:
    """The draft to read. The button goes on to accept, first proving the address; or the answer is no."""
    try:
        link = open_link(token=token, purpose=LinkPurpose.CO_PROPOSER, at=timezone.now())
    except LinkGone as exc:
        return _gone(request, exc)
    row = joint_of_link(link)
    if row is None:
        return _gone(request, LinkGone())
    decline_form = DeclineForm(request.POST if request.POST.get("action") == "decline" else None)
    if request.method == "POST" and request.POST.get("action") != "decline":
        request.session[ASKED] = row.pk
        if not request.user.is_authenticated:
            return send_code(request, email=link.email, target=resolve_url("proposals:pending_joint"))
        if _is_theirs(request, row):
            return redirect("proposals:pending_joint")
    if decline_form.is_valid():
        try:
            decline_co_proposal(
                co_proposer=row,
                link=link,
                reason=decline_form.cleaned_data["reason"],
                by=acting(request),
                at=timezone.now(),
            )
        except (LinkGone, NoLongerDraft) as exc:
            return _gone(request, exc)
        return render(request, "proposals/joint_declined.html", {"row": row})
    context = {**_words(row), "decline_form": decline_form, "is_theirs": _is_theirs(request, row)}
    return render(request, "proposals/joint.html", context)


@proposer_only
@never_cache
@require_http_methods(["GET", "POST"])
def pending_joint(request: HttpRequest) -> HttpResponse:
    """After the code: first which 団体, then its 確認事項 and the acceptance. The session knows what was asked."""
    user = cast("User", request.user)
    found = joint_of(request.session.get(ASKED, 0), user, timezone.now())
    if found is None:
        return _gone(request, LinkGone())
    try:
        if found[0].organization is None or "dantai" in request.GET:
            return _organization(request, found[0], user)
        return _accept(request, *found)
    except (LinkGone, NoLongerDraft) as exc:
        return _gone(request, exc)


def _organization(request: HttpRequest, row: CoProposer, user: User) -> HttpResponse:
    known, admitted = organizations_of(user), CitySettings.load().admitted_kinds
    initial = {"contact_name": user.name, "name": row.name, "which": str(known[0].uuid) if known else NEW}
    posted = request.method == "POST"
    form = WhoAmIForm(request.POST if posted else None, known=known, admitted=admitted, initial=initial)
    found = form.fill_address() if request.POST.get("action") == "postal" else None
    if found is not None:
        typed = {name: form.data.get(name, "") for name in form.fields}
        form = WhoAmIForm(known=known, admitted=admitted, initial=typed)
    elif posted and form.is_valid():
        try:
            name_co_proposer(
                co_proposer=row,
                chosen=form.chosen,
                body=form.body(),
                name=form.cleaned_data["contact_name"],
                member=user,
                by=acting(request),
                at=timezone.now(),
            )
        except (CannotAccept, CannotRegister) as exc:
            form.add_error(None, str(exc))
        else:
            return redirect("proposals:pending_joint")
    context = {**_words(row), "form": form, "kinds": kinds_taken(admitted), "found": found}
    return render(request, "proposals/joint_organization.html", context)


def _accept(request: HttpRequest, row: CoProposer, link: CapabilityLink) -> HttpResponse:
    items = items_due(row.organization_id, timezone.localdate())
    form = PledgeForm(request.POST if request.method == "POST" else None, items=items, given=row.pledge_draft)
    if form.is_valid():
        try:
            accept_co_proposal(
                co_proposer=row,
                link=link,
                answers=form.answers(),
                sha256=request.POST.get("sha256", ""),
                by=acting(request),
                at=timezone.now(),
            )
        except (CannotAccept, PledgesMissing) as exc:
            form.add_error(None, str(exc))
        else:
            request.session.pop(ASKED, None)
            messages.success(
                request,
                f"「{row.proposal.title}」の共同提案者になりました。提案が出されると、受付のメールが届き、この一覧に出ます。",
            )
            return redirect("proposals:mine")
    return render(request, "proposals/joint_accept.html", {**_words(row), "form": form})


def _is_theirs(request: HttpRequest, row: CoProposer) -> bool:
    return not isinstance(request.user, User) or request.user.email == row.email


def _words(row: CoProposer) -> dict[str, object]:
    """Return the draft as the other 団体 reads it."""
    proposal = row.proposal
    words = [(label_of(name), getattr(proposal, name)) for name in JOINT_FIELDS]
    return {"row": row, "proposal": proposal, "words": words}


def _gone(request: HttpRequest, exc: Exception) -> HttpResponse:
    return render(request, "accounts/link_gone.html", {"sentence": str(exc)}, status=410)

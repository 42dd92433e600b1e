"""The company confirms what the desk entered for it. The link is the proof; looking changes nothing."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.accounts.views.doors import TOO_MANY_LETTERS
from nara_renkei.core.actors import PROPOSER, Actor, acting
from nara_renkei.core.links import token_page
from proposals.forms.entrusted import ChangeForm
from proposals.forms.pledges import PledgeForm
from proposals.models import Proposal
from proposals.queries import entrusted_of_link, items_due
from proposals.usecases.confirm_pledges import CannotConfirm, ask_for_change, confirm_pledges
from proposals.usecases.keep_evidence import PledgesMissing
from proposals.usecases.write_message import CannotWrite


@login_not_required
@token_page
@require_http_methods(["GET", "POST"])
def pledges_by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """What was entered, the 確認事項, and a word about what is wrong."""
    try:
        link = open_link(token=token, purpose=LinkPurpose.PLEDGES, at=timezone.now())
        proposal = entrusted_of_link(link)
        if proposal is None:
            raise LinkGone
        return _answer(request, proposal, link)
    except (LinkGone, CannotConfirm) as exc:
        return render(request, "accounts/link_gone.html", {"sentence": str(exc)}, status=410)


def _answer(request: HttpRequest, proposal: Proposal, link: CapabilityLink) -> HttpResponse:
    # Whoever holds the link answers, signed in or not: the evidence names the address it went to.
    by = Actor(PROPOSER, f"{proposal.contact_name}（{link.email}）"[:120], "", acting(request).address)
    items = items_due(proposal.organization_id, timezone.localdate())
    changes = request.POST.get("action") == "change"
    form = PledgeForm(request.POST if request.method == "POST" and not changes else None, items=items, given={})
    change_form = ChangeForm(request.POST if changes else None)
    if form.is_valid():
        try:
            confirm_pledges(proposal=proposal, link=link, answers=form.answers(), by=by, at=timezone.now())
        except PledgesMissing as exc:
            form.add_error(None, str(exc))
        else:
            return render(request, "proposals/entrusted_done.html", {"proposal": proposal, "email": link.email})
    elif change_form.is_valid():
        if not ratelimit.consume(request, action="sign_in_code", key=link.email):
            change_form.add_error(None, TOO_MANY_LETTERS)
        else:
            try:
                ask_for_change(proposal=proposal, link=link, **change_form.cleaned_data, by=by, at=timezone.now())
            except CannotWrite as exc:
                change_form.add_error(None, str(exc))
            else:
                messages.success(
                    request, "直してほしい所を送りました。デスクがお返事します。このリンクは、まだ使えます。"
                )
                return redirect(request.path)
    submission = proposal.submissions.newest_first()[0]
    context = {
        "proposal": proposal,
        "words": submission.words(),
        "form": form,
        "change_form": change_form,
        "wrong": change_form if changes else form,
    }
    return render(request, "proposals/entrusted.html", context)

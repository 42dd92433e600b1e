"""結果の案: a page of its own for the lead 課, so that the proposal's page stays light."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from proposals.queries import near_challenges
from screening.forms.division import EmptyForm
from screening.forms.outcome import OutcomeForm
from screening.queries import budget_ways, is_costed, may_come_to_a_contract
from screening.usecases.draft_decision import CannotDraftDecision, draft_decision
from screening.usecases.propose_decision import propose_decision

from .acts import act, lead_or_404, posted
from .dossier import Desk, desk_of

NOT_NOW = "いまは結果の案を書けません。回答を終えた主担当課が、検討中か対話中の提案に書きます。"


@employee_required
@require_http_methods(["GET", "POST"])
def outcome(request: StaffRequest, number: str) -> HttpResponse:
    """Show the form, or keep the draft; 「行を追加」 shows it again with what was typed."""
    work = desk_of(request, number)
    routing = lead_or_404(work)
    if not work.may_draft_outcome:
        messages.warning(request, NOT_NOW)
        return redirect("screening:dossier", number)
    options = _options(work)
    if request.method == "GET":
        return _page(request, work, OutcomeForm.of(work.dossier.decision, **options))
    form = OutcomeForm(request.POST, **options)
    if "add_row" in request.POST:
        return _page(request, work, form.with_another_row())
    if form.is_valid():
        try:
            draft_decision(routing=routing, outcome=form.outcome(), by=request.actor, at=timezone.now())
        except CannotDraftDecision as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "結果の案を書きました。課長または代決者が確かめると、デスクに渡ります。")
            return redirect("screening:dossier", number)
    return _page(request, work, form)


def _options(work: Desk) -> dict[str, Any]:
    """Return what the form is asked to offer: 課題 near to the proposal, and a contract where it may come to one."""
    near, decision = near_challenges(work.proposal, work.today), work.dossier.decision
    if decision:
        near += [one for one in decision.near.order_by("pk") if one not in near]
    screening = work.dossier.screening
    contract = screening is not None and may_come_to_a_contract(work.proposal, screening)
    return {"prefix": "outcome", "near": near, "asks_contract": contract}


def _page(request: StaffRequest, work: Desk, form: OutcomeForm) -> HttpResponse:
    context = {
        "work": work,
        "folder": work.dossier,
        "form": form,
        "ways": budget_ways() if is_costed(work.proposal, work.dossier.decision) else [],
    }
    return render(request, "screening/outcome.html", context)


@posted
def outcome_confirm(request: StaffRequest, work: Desk) -> HttpResponse:
    routing = lead_or_404(work)
    return act(
        request,
        work,
        EmptyForm(request.POST),
        "confirm",
        lambda: propose_decision(routing=routing, user=request.user, by=request.actor, at=timezone.now()),
        "結果の案を、課の案としてデスクに渡しました。",
    )

"""結果の案: a page of its own for the lead 課, so that the proposal's page stays light."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from screening.forms.division import EmptyForm
from screening.forms.outcome import OutcomeForm
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
    if request.method == "GET":
        return _page(request, work, OutcomeForm.of(work.dossier.decision, prefix="outcome"))
    form = OutcomeForm(request.POST, prefix="outcome")
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


def _page(request: StaffRequest, work: Desk, form: OutcomeForm) -> HttpResponse:
    return render(request, "screening/outcome.html", {"work": work, "folder": work.dossier, "form": form})


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

"""条件と実施: what happens after 「進める」, on a page of its own for the lead 課 and the desk."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, employee_required, may
from screening.forms.undertaking import MetForm
from screening.queries import told_conditions
from screening.usecases.meet_condition import CannotMeet, meet_condition

from .acts import posted
from .dossier import Desk, whole_of


@employee_required
@require_GET
def undertaking(request: StaffRequest, number: str) -> HttpResponse:
    return _page(request, whole_of(request, number))


@posted
def condition_met(request: StaffRequest, work: Desk, position: int) -> HttpResponse:
    _keeper_or_404(request, work)
    condition = get_object_or_404(told_conditions(work.proposal), position=position)
    form = MetForm(request.POST)
    if form.is_valid():
        try:
            meet_condition(condition=condition, **form.cleaned_data, by=request.actor, at=timezone.now())
        except CannotMeet as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"条件{position}を満たしたことを残しました。提案者の画面にも出ます。")
            return redirect("screening:undertaking", work.proposal.number)
    return _page(request, work, form, f"condition-{position}")


def _may_keep(request: StaffRequest, work: Desk) -> bool:
    """Return whether the reader writes here: the lead 課, and the desk."""
    return work.dossier.is_full and (work.lead is not None or may(request.user, Permission.TRIAGE, work.today))


def _keeper_or_404(request: StaffRequest, work: Desk) -> None:
    if not _may_keep(request, work):
        raise Http404


def _page(request: StaffRequest, work: Desk, form: Form | None = None, bound: str = "") -> HttpResponse:
    context = {
        "work": work,
        "may_keep": _may_keep(request, work),
        "conditions": [
            (one, form if bound == f"condition-{one.position}" else MetForm(auto_id=f"id_{one.position}_%s"))
            for one in told_conditions(work.proposal)
        ],
        "form": form,
    }
    return render(request, "screening/undertaking.html", context)

"""/ka/<number>/tetsuzuki/: the city's procedures behind what a proposal asks, ticked off one by one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from proposals.models import Proposal
from screening.permissions import may_triage, sits_in
from screening.queries import checklist_of
from screening.usecases.tick_procedures import tick_procedures


@require_http_methods(["GET", "POST"])
@employee_required
def procedures(request: StaffRequest, number: str) -> HttpResponse:
    today = timezone.localdate()
    visible = Proposal.objects.visible_to(request.user, today).select_related("organization")
    is_desk = may_triage(request.user, today)
    found = checklist_of(
        get_object_or_404(visible, number=number),
        request.user,
        today,
        is_desk=is_desk,
        sits_in=lambda division: sits_in(request.user, division, today),
    )
    if found is None or (request.method == "POST" and not found.may_tick):
        raise Http404
    if request.method == "POST":
        done = request.POST.getlist("done")
        tick_procedures(screening=found.screening, done=done, by=request.actor, at=timezone.now())
        messages.success(request, "手続の印を残しました。")
        return redirect("screening:procedures", number)
    return render(request, "screening/procedures.html", {"list": found, "proposal": found.proposal, "is_desk": is_desk})

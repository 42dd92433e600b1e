"""/ka/kanshin/: what companies allowed the whole city to read, and a hand to raise."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import divisions_of, employee_required
from nara_renkei.directory.models import Division
from proposals.models import Proposal
from screening.forms.interest import HandForm
from screening.queries.interests import shared_summaries, shared_summary
from screening.usecases.raise_hand import CannotRaiseHand, lower_hand, raise_hand


@require_GET
@employee_required
def summaries(request: StaffRequest) -> HttpResponse:
    page, rows = shared_summaries(_divisions_or_404(request), request.GET.get("page"))
    return render(request, "screening/summaries.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@employee_required
def summary(request: StaffRequest, number: str) -> HttpResponse:
    """One summary; a POST raises the hand of a 課 or lowers it."""
    divisions = _divisions_or_404(request)
    shown = shared_summary(divisions, number)
    if shown is None:
        raise Http404
    up = [one for one in divisions if one.name in shown.raised]
    down = [one for one in divisions if one.name not in shown.raised]
    raising = request.POST.get("action") == "raise"
    form = HandForm(
        request.POST if raising else None, divisions=down, initial={"division": down[0].code if down else None}
    )
    lowered = next((one for one in up if one.code == request.POST.get("lower")), None)
    proposal = get_object_or_404(Proposal.objects.shared_in_city(), number=number)
    try:
        if lowered:
            lower_hand(proposal=proposal, division=lowered, by=request.actor, at=timezone.now())
            messages.success(request, "手を下げました。")
            return redirect("screening:summary", number)
        if form.is_valid():
            raise_hand(proposal=proposal, **form.raised(), by=request.actor, at=timezone.now())
            messages.success(request, "手を挙げました。デスクの画面に出ます。")
            return redirect("screening:summary", number)
    except CannotRaiseHand as exc:
        form.add_error(None, str(exc))
    return render(request, "screening/summary.html", {"row": shown, "form": form, "up": up, "down": down})


def _divisions_or_404(request: StaffRequest) -> list[Division]:
    """Return the 課 the reader works in; who works in none finds no such page."""
    found = divisions_of(request.user, timezone.localdate())
    if not found:
        raise Http404
    return found

"""類似の前例 of one proposal, on demand: with the 事例 that are like it, for the desk and for the 課 that read it in full."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from knowledge.queries.related import related_cases
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, employee_required, may
from screening.queries import precedents_of

from .contacts import whole_or_404


@require_GET
@employee_required
def precedents(request: StaffRequest, number: str) -> HttpResponse:
    today = timezone.localdate()
    proposal = whole_or_404(request, number)
    context = {
        "proposal": proposal,
        "precedents": precedents_of(proposal, request.user, today),
        "related": related_cases(proposal.title, proposal.summary, but_of=proposal.pk),
        "is_desk": may(request.user, Permission.TRIAGE, today),
    }
    return render(request, "screening/precedents.html", context)

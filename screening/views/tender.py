"""What this proposer was told: as it stands today, or as it was frozen when the proposal went to a 公募."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from screening.models import TenderDisclosure
from screening.queries.tender import told_so_far

from .judging import folder_or_404


@require_GET
@employee_required
def told(request: StaffRequest, number: str) -> HttpResponse:
    screening = folder_or_404(request, number)
    frozen = TenderDisclosure.objects.filter(screening=screening).first()
    context = {
        "proposal": screening.proposal,
        "frozen": frozen,
        "items": frozen.items if frozen else told_so_far(screening),
        "notices": screening.proposal.procedure_notices.newest_first(),
    }
    return render(request, "screening/told.html", context)

"""期日の数え方, for who reads the whole proposal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from proposals.queries import countings
from screening.queries.dates import division_countings

from .dossier import whole_of


@require_GET
@employee_required
def dates(request: StaffRequest, number: str) -> HttpResponse:
    work = whole_of(request, number)
    context = {"work": work, "own": division_countings(work.proposal), "told": countings(work.proposal)}
    return render(request, "screening/dates.html", context)

"""「この期日の数え方」: every promised date of a proposal, counted in the open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proposals.queries import countings

from .access import proposal_or_404, proposer_only


@proposer_only
@never_cache
@require_safe
def dates(request: HttpRequest, number: str) -> HttpResponse:
    found = proposal_or_404(request, number)
    return render(request, "proposals/dates.html", {"proposal": found, "countings": countings(found)})

"""「進め方」: what the city decided for this proposal, what may be shared, and what was decided before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proposals.rules.procedures import MEANINGS, SHARING

from .access import proposal_or_404, proposer_only


@proposer_only
@never_cache
@require_safe
def procedure(request: HttpRequest, number: str) -> HttpResponse:
    found = proposal_or_404(request, number)
    context = {
        "proposal": found,
        "meaning": MEANINGS.get(found.procedure_now, ""),
        "sharing": SHARING.get(found.procedure_now, ""),
        "notices": found.procedure_notices.newest_first(),
    }
    return render(request, "proposals/procedure.html", context)

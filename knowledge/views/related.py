"""似た事例 of a 課題: what was done elsewhere that is like what it asks for."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from knowledge.queries.related import related_to_challenge
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from proposals.models import Challenge
from proposals.permissions import sheets_open_to


@login_not_required
@require_safe
def challenge(request: HttpRequest, code: str) -> HttpResponse:
    """Of a public 課題, the public cases."""
    return _page(request, get_object_or_404(Challenge.objects.public(), code=code), public=True)


@never_cache
@employee_required
@require_safe
def staff_challenge(request: StaffRequest, code: str) -> HttpResponse:
    """Of a 課題 that this member of staff works on, the cases that staff read."""
    found = sheets_open_to(request.user, timezone.localdate())
    return _page(request, get_object_or_404(found, code=code), public=False)


def _page(request: HttpRequest, found: Challenge, *, public: bool) -> HttpResponse:
    context = {
        "challenge": found,
        "related": related_to_challenge(found, public=public),
        "is_public": public,
    }
    return render(request, "knowledge/challenge_cases.html", context)

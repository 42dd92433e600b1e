"""For machines: alive, and ready."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nara_renkei.portal.queries import readiness


@never_cache
@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. For restarts and load balancers: no database, no broker."""
    return JsonResponse({"alive": True})


@never_cache
@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Everything behind the process works. For monitoring: a stopped Redis is 503 here, and no harm to a visitor."""
    state = readiness(timezone.now())
    ready = all(state.checks.values())
    return JsonResponse({"ready": ready, "checks": state.checks, **state.figures}, status=200 if ready else 503)

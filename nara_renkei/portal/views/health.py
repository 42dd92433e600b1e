"""For machines: alive, and ready."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
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


@login_not_required
@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Where to tell of a weakness (RFC 9116); 404 where the city has named nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: ja, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

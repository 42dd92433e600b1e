"""Numbers for Prometheus, to the addresses that may ask and to nobody else."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache

from nara_renkei.accounts.rules.addresses import client_address, is_inside
from nara_renkei.core.metrics import exposition
from nara_renkei.portal.queries.metrics import gauges

FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@never_cache
@login_not_required
def metrics(request: HttpRequest) -> HttpResponseBase:
    """The numbers, or the same 404 as for an address that does not exist."""
    if not is_inside(_caller(request), settings.METRICS_NETWORKS):
        raise Http404
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    return HttpResponse(exposition(gauges(timezone.now())), content_type=FORMAT)


def _caller(request: HttpRequest) -> str:
    """Return who asks. nginx always names whom it speaks for; who comes past it, to this very process, is the caller."""
    proxies = settings.TRUSTED_PROXY_COUNT if "HTTP_X_FORWARDED_FOR" in request.META else 0
    return client_address(request.META, proxies)

"""The address of a postal code, for the form that fills it in by itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from nara_renkei.core.postal_codes import address_of

ADDRESS_LASTS = 60 * 60 * 24


@login_not_required
@require_safe
@cache_control(public=True, max_age=ADDRESS_LASTS)
def look_up(request: HttpRequest, code: str) -> JsonResponse:
    found = address_of(code)
    if not found:
        raise Http404
    return JsonResponse({"address": found})

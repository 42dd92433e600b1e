"""The guard of the desk's own pages beside the queue."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from nara_renkei.accounts.permissions import Permission, may

View = Callable[..., HttpResponseBase]


def desk_only(view: View) -> View:
    """Refuse who does not triage, as the admin refuses (decisions.md 12)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user, Permission.TRIAGE, timezone.localdate()):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded

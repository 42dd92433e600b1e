"""Who stands before the pages of the library. Outside: 404, never 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from knowledge.models import Menu
from knowledge.permissions import may_read_menus
from proposals.permissions import is_proposer

View = Callable[..., HttpResponseBase]


def with_post(view: View) -> View:
    """Let every member of staff with a post in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_menus(request.user, timezone.localdate()):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def company_only(view: View) -> View:
    """Let people of companies in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_proposer(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def menu_or_404(request: HttpRequest, code: str) -> Menu:
    visible = Menu.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(visible.with_body().select_related("slide"), code=code)

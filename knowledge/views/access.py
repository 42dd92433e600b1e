"""Who stands before the pages of the library. Outside: 404, never 403."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from knowledge.models import Menu
from knowledge.permissions import may_read_menus
from nara_renkei.accounts.models import User
from proposals.permissions import is_proposer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

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


def is_company(user: "User | AnonymousUser") -> bool:
    """Whether somebody of a company is signed in, who finds nothing where staff come by a mailed link."""
    return isinstance(user, User) and not user.is_employee


def menu_or_404(request: HttpRequest, code: str) -> Menu:
    visible = Menu.objects.visible_to(request.user, timezone.localdate())
    return get_object_or_404(visible.with_body().select_related("slide"), code=code)

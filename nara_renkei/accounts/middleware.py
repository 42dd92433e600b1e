"""Who is asking, and whether the second factor was shown."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from nara_renkei.core.actors import DESK, DIVISION, PROPOSER, SYSTEM, Actor

from .models import User
from .permissions import Permission, may

GetResponse = Callable[[HttpRequest], HttpResponse]


class StaffRequest(HttpRequest):
    """A request behind ``employee_required``: the user has a 職員番号."""

    user: User  # type: ignore[assignment]
    actor: Actor


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts: the person, the side, and the address for evidence."""
    user = request.user
    address = request.META.get("REMOTE_ADDR", "")
    if not isinstance(user, User):
        return Actor(PROPOSER, "未ログインの提案者", "", address)
    key = f"user:{user.pk}"
    if not user.is_employee:
        return Actor(PROPOSER, str(user), key, address)
    today = timezone.localdate()
    posts = user.posts_on(today)
    label = f"{user}（{posts[0]}）" if posts else str(user)
    if may(user, Permission.TRIAGE, today):
        return Actor(DESK, label, key, address)
    return Actor(DIVISION if posts else SYSTEM, label, key, address)


class ActorMiddleware:
    """Give every request an ``actor``, worked out when first asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        type(request).actor = property(actor_of)  # type: ignore[attr-defined]
        return self.get_response(request)


class SecondFactorMiddleware:
    """Staff without a second factor may do nothing but set one up, where the city requires it."""

    OPEN_PREFIXES = ("/accounts/", "/static/", "/healthz", "/readyz")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            settings.SECOND_FACTOR_REQUIRED
            and isinstance(user, User)
            and user.is_employee
            and not request.path.startswith(self.OPEN_PREFIXES)
            and not user.authenticator_set.exists()  # type: ignore[attr-defined]
        ):
            return redirect(reverse("mfa_index"))
        return self.get_response(request)

"""The single lookup: what a person may do on a day, by the posts held on it."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone

from nara_renkei.core.actors import DESK, DIVISION, PROPOSER, SYSTEM, Actor
from nara_renkei.directory.models import Division

from .enums import PostKind
from .models import User
from .rules.addresses import is_inside
from .rules.roles import DECIDING, Permission, permissions_of
from .rules.succession import with_predecessors
from .rules.titles import is_for_a_year

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

__all__ = [
    "EMERGENCY",
    "MAIL_FACTOR",
    "OF_A_DIVISION",
    "PROVIDER_FACTOR",
    "Permission",
    "actor_for",
    "answers_for",
    "by_password",
    "division_ids",
    "divisions_of",
    "employee_required",
    "is_in_city_hall",
    "may",
    "needs",
    "page_to_show",
    "password_opens",
    "showed_second_factor",
    "works_for",
]

View = Callable[..., Any]

# The session's key for the 緊急アクセス that opened it; the middleware holds whether it still runs.
EMERGENCY = "emergency"
# The session's key for who proved a code from 庁内メール.
MAIL_FACTOR = "mail_factor"
# And for who showed one to the city's identity provider.
PROVIDER_FACTOR = "provider_factor"
# The posts of those who work in a 課; 部長 and リーダー read, they do not write.
OF_A_DIVISION = frozenset({PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER})
# Recovery codes alone are no second factor: they stand in for one that was lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def may(user: "User | AnonymousUser", permission: Permission, on: date) -> bool:
    """Return whether the posts held on this day allow it. People of companies hold no posts."""
    if not isinstance(user, User) or not user.may_enter_on(on):
        return False
    posts = user.posts_on(on)
    if permission in DECIDING:
        posts = [post for post in posts if not is_for_a_year(post.appointment)]
    return permission in permissions_of(post.kind for post in posts)


def page_to_show(user: User) -> str:
    """Return the URL name of the page that asks for the registered token or key, "" without one. One query."""
    kinds = set(Authenticator.objects.filter(user=user, type__in=FACTORS).values_list("type", flat=True))
    if Authenticator.Type.TOTP in kinds:
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if kinds else ""


def password_opens() -> bool:
    """Return whether a password opens the staff's door; without a provider it always does."""
    return settings.STAFF_PASSWORD_LOGIN or not settings.OIDC_ISSUER


def is_in_city_hall(address: str) -> bool:
    """Return whether a code to 庁内メール is a second factor from this address (STAFF_NETWORKS)."""
    return is_inside(address, settings.STAFF_NETWORKS)


def showed_second_factor(request: HttpRequest, user: User, address: str) -> bool:
    """Return whether this session may work. A proved code counts only while it is used from the city hall.

    A session that the password alone opened, before a token or a key was registered, has shown nothing.
    """
    if is_in_city_hall(address) and request.session.get(MAIL_FACTOR) == user.pk:
        return True
    if request.session.get(PROVIDER_FACTOR) == user.pk or EMERGENCY in request.session:
        return True
    shown = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    return shown and bool(page_to_show(user))


def actor_for(user: "User | AnonymousUser", address: str, on: date) -> Actor:
    """Return who acts on a day: the side, the name with the first post, the key for the audit."""
    if not isinstance(user, User):
        return Actor(PROPOSER, "未ログインの提案者", "", address)
    key = f"user:{user.pk}"
    if not user.is_employee:
        return Actor(PROPOSER, str(user), key, address)
    posts = user.posts_on(on)
    label = f"{user}（{posts[0]}）" if posts else str(user)
    if may(user, Permission.TRIAGE, on):
        return Actor(DESK, label, key, address)
    return Actor(DIVISION if posts else SYSTEM, label, key, address)


def division_ids(user: User, on: date) -> list[int]:
    """Return the 課 whose granted proposals this person may read.

    Posts of a 課 give that 課; posts of a 部 (部長, 共創推進リーダー) give every 課 of the 部. A 課 also reads what
    was granted to the 課 it alone came after (改称, 統合); after a split the cases are handed over one by one.
    """
    # Asked several times on one page; like the posts, it holds for the life of this object.
    known: dict[date, list[int]] = user.__dict__.setdefault("_division_ids", {})
    if on not in known:
        known[on] = _division_ids(user, on)
    return known[on]


def divisions_of(user: User, on: date) -> list[Division]:
    """Return the 課 in which this person works on the day, each once. No query beyond the posts."""
    found = {
        post.division.pk: post.division for post in user.posts_on(on) if post.division and post.kind in OF_A_DIVISION
    }
    return list(found.values())


def _division_ids(user: User, on: date) -> list[int]:
    posts = user.posts_on(on)
    ids = {post.division_id for post in posts if post.division_id and post.kind in OF_A_DIVISION}
    heads = {PostKind.LEADER, PostKind.DIRECTOR}
    departments = {post.department_id for post in posts if post.department_id and post.kind in heads}
    if departments:
        ids.update(Division.objects.filter(department__in=departments).values_list("pk", flat=True))
    return sorted(with_predecessors(ids, _successions(user))) if ids else []


def answers_for(user: User, division: Division, on: date) -> PostKind | None:
    """Return MANAGER or DEPUTY when this person can confirm for the 課, else None. 課長 goes before 代決."""
    posts = [
        post for post in user.posts_on(on) if post.division_id and post.kind in {PostKind.MANAGER, PostKind.DEPUTY}
    ]
    for kind in (PostKind.MANAGER, PostKind.DEPUTY):
        ids = {post.division_id for post in posts if post.division_id and post.kind == kind}
        if division.pk in ids or (
            ids and not division.is_valid_on(on) and division.pk in with_predecessors(ids, _successions(user))
        ):
            return kind
    return None


def works_for(user: User, division: Division, on: date) -> bool:
    """Return whether this person works in a 課, or in the one that alone came after it. One query at most."""
    ids = {one.pk for one in divisions_of(user, on)}
    if division.pk in ids or division.is_valid_on(on) or not ids:
        return division.pk in ids
    return division.pk in with_predecessors(ids, _successions(user))


def _successions(user: User) -> list[tuple[int, int]]:
    """Return which 課 came before which. One query for the whole life of this person's object."""
    known: list[tuple[int, int]] | None = user.__dict__.get("_successions")
    if known is None:
        pairs = Division.successors.through.objects.values_list("from_division_id", "to_division_id")
        known = user.__dict__["_successions"] = list(pairs)
    return known


def employee_required(view: View) -> View:
    """Let members of staff in; everybody else who is signed in sees 404."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if not (isinstance(request.user, User) and request.user.is_employee):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def by_password(view: View) -> View:
    """Guard a page about passwords: while none opens the staff's door, there is no such page for anybody."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        if not password_opens():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def needs(permission: Permission) -> Callable[[View], View]:
    """Let those in whose posts of today allow it; everybody else who is signed in sees 404."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not may(request.user, permission, timezone.localdate()):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate

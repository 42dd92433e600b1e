"""The 団体 and its people. Whoever does not belong to it now meets the 404 of an address that never was."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.forms import InviteForm, ProfileForm
from nara_renkei.accounts.models import Invitation, JoinRequest, Member, User
from nara_renkei.accounts.queries import membership_of, memberships_of, organization_sheet
from nara_renkei.accounts.usecases.cancel_invitation import cancel_invitation
from nara_renkei.accounts.usecases.change_role import change_role
from nara_renkei.accounts.usecases.decide_join_request import decide_join_request
from nara_renkei.accounts.usecases.invite_member import CannotInvite, invite_member
from nara_renkei.accounts.usecases.join_organization import CannotJoin
from nara_renkei.accounts.usecases.leave_organization import CannotLeave, leave_organization
from nara_renkei.accounts.usecases.update_profile import PROFILE_FIELDS, update_profile
from nara_renkei.core.actors import acting

View = Callable[..., HttpResponse]
TOO_MANY = "短い間に何度も招待が送られたため、いまは送れません。しばらく待ってから、もう一度押してください。"


def belonging(view: View) -> View:
    """Let members in with their membership; an old address of a merged 団体 leads to the new one."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, uuid: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        mine = membership_of(user, uuid) if isinstance(user, User) and not user.is_employee else None
        if mine is None:
            raise Http404
        if mine.organization.uuid != uuid:
            return redirect("accounts:organization", mine.organization.uuid)
        return view(request, mine, *args, **kwargs)

    return guarded


def admins_only(view: View) -> View:
    """Let 管理者 in; for the others there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, mine: Member, *args: Any, **kwargs: Any) -> HttpResponse:
        if mine.role != MemberRole.ADMIN:
            raise Http404
        return view(request, mine, *args, **kwargs)

    return belonging(guarded)


@never_cache
@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """The 団体 of this person; one alone is shown at once."""
    user = request.user
    if not isinstance(user, User) or user.is_employee:
        raise Http404
    found = memberships_of(user)
    if len(found) == 1:
        return redirect("accounts:organization", found[0].organization.uuid)
    return render(request, "accounts/organizations.html", {"memberships": found})


@belonging
@require_safe
def organization(request: HttpRequest, mine: Member) -> HttpResponse:
    return _page(request, mine)


@admins_only
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, mine: Member) -> HttpResponse:
    body = mine.organization
    form = ProfileForm(
        request.POST or None,
        kind=body.kind,
        is_confirmed=body.is_confirmed,
        initial={name: getattr(body, name) for name in PROFILE_FIELDS},
    )
    found = None
    if request.POST.get("action") == "postal":
        found = form.fill_address()
        form = ProfileForm(
            kind=body.kind,
            is_confirmed=body.is_confirmed,
            initial={name: form.data.get(name, "") for name in PROFILE_FIELDS},
        )
    elif form.is_valid():
        update_profile(organization=body, values=form.cleaned_data, by=acting(request), at=timezone.now())
        messages.success(request, "団体の情報を保存しました。提出した提案の控えは、提出したときのままです。")
        return redirect("accounts:organization", body.uuid)
    return render(request, "accounts/profile.html", {"mine": mine, "form": form, "found": found})


@admins_only
@require_POST
def invite(request: HttpRequest, mine: Member) -> HttpResponse:
    form = InviteForm(request.POST)
    if form.is_valid():
        if not ratelimit.consume(request, action="invitation", key=f"organization:{mine.organization_id}"):
            form.add_error(None, TOO_MANY)
            return _page(request, mine, form, status=429)
        email = form.cleaned_data["email"]
        try:
            invite_member(
                organization=mine.organization,
                email=email,
                role=MemberRole(form.cleaned_data["role"]),
                by=acting(request),
                at=timezone.now(),
            )
        except CannotInvite as exc:
            form.add_error("email", str(exc))
        else:
            messages.success(request, f"{email} に招待を送りました。")
            return redirect("accounts:organization", mine.organization.uuid)
    return _page(request, mine, form)


@admins_only
@require_POST
def cancel(request: HttpRequest, mine: Member, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.select_related("link"), pk=pk, organization=mine.organization)
    cancel_invitation(invitation=invitation, by=acting(request), at=timezone.now())
    messages.success(request, f"{invitation.link.email} への招待を取り消しました。")
    return redirect("accounts:organization", mine.organization.uuid)


@admins_only
@require_POST
def decide(request: HttpRequest, mine: Member, pk: int) -> HttpResponse:
    """Members of a 団体 that the desk has not confirmed decide about nobody."""
    waiting = JoinRequest.objects.filter(organization=mine.organization, organization__confirmed_at__isnull=False)
    asked, action = get_object_or_404(waiting, pk=pk), request.POST.get("action")
    if action not in {"approve", "refuse"}:
        raise Http404
    try:
        decided = decide_join_request(request=asked, approve=action == "approve", by=acting(request), at=timezone.now())
    except CannotJoin as exc:
        messages.error(request, str(exc))
    else:
        outcome = "認めました。この方は、いまから団体の担当者です。" if decided.is_approved else "認めませんでした。"
        messages.success(request, f"{decided.name}さんの参加を{outcome}")
    return redirect("accounts:organization", mine.organization.uuid)


@belonging
@require_POST
def member(request: HttpRequest, mine: Member, pk: int) -> HttpResponse:
    """Change a role or take somebody out (管理者), or leave oneself."""
    members = Member.objects.active().filter(organization=mine.organization)
    other = get_object_or_404(members.select_related("user"), pk=pk)
    if other != mine and mine.role != MemberRole.ADMIN:
        raise Http404
    by, at, action = acting(request), timezone.now(), request.POST.get("action")
    try:
        if action == "leave":
            leave_organization(member=other, by=by, at=at)
        elif action in MemberRole.values and mine.role == MemberRole.ADMIN:
            other = change_role(member=other, role=MemberRole(action), by=by, at=at)
        else:
            raise Http404
    except CannotLeave as exc:
        messages.error(request, str(exc))
    else:
        if action != "leave":
            messages.success(request, f"{other.user}さんを{other.get_role_display()}にしました。")
        elif other == mine:
            messages.success(
                request, f"「{mine.organization}」の担当者をやめました。この団体の提案は、もう見えません。"
            )
            return redirect("accounts:organizations")
        else:
            messages.success(request, f"{other.user}さんを担当者から外しました。団体の提案は、もう見えません。")
    return redirect("accounts:organization", mine.organization.uuid)


def _page(request: HttpRequest, mine: Member, form: InviteForm | None = None, status: int = 200) -> HttpResponse:
    page = {
        "mine": mine,
        "sheet": organization_sheet(mine, timezone.now()),
        "is_admin": mine.role == MemberRole.ADMIN,
        "invite_form": form or InviteForm(),
        "form": form,
    }
    return render(request, "accounts/organization.html", page, status=status)

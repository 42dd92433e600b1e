"""裁定: one page for the 共創推進リーダー, signed in or by the link of the mail. Looking changes nothing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.models import CapabilityLink, User
from nara_renkei.accounts.permissions import employee_required
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.core.actors import DIVISION, Actor, acting
from nara_renkei.core.links import token_page
from screening.forms.ruling import DeskTalkForm, ManagerQuestionForm, RulingForm
from screening.models import Ruling
from screening.permissions import rules_by_link
from screening.queries.rulings import ruling_sheet
from screening.usecases.consult_before_ruling import CannotConsult, ask_manager, talk_to_desk
from screening.usecases.give_ruling import CannotRule, give_ruling

DONE = {
    "rule": "裁定しました。決まった課へ送付し、デスクに知らせました。",
    "manager": "課長に聞きました。答えは、あなたのメールか電話に届きます。",
    "desk": "デスクに伝えました。デスクから連絡します。",
}


@employee_required
@never_cache
@require_http_methods(["GET", "POST"])
def ruling(request: StaffRequest, number: str) -> HttpResponse:
    today = timezone.localdate()
    asked = Ruling.objects.addressed_to(request.user, today).filter(screening__proposal__number=number)
    newest = _with_names(asked).order_by("-pk")[:1]
    found = get_object_or_404(newest)
    return _page(request, found, request.actor, request.user.email)


@login_not_required
@token_page
@require_http_methods(["GET", "POST"])
def ruling_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same page without signing in; what is done there is done in the name of the address it was mailed to."""
    user = request.user
    try:
        if user.is_authenticated and not (isinstance(user, User) and user.is_employee):
            raise LinkGone  # a company that came by it finds nothing
        link = open_link(token=token, purpose=LinkPurpose.RULING, at=timezone.now())
        asked = Ruling.objects.open().filter(screening__proposal__number=link.about.removeprefix("proposal:"))
        found = _with_names(asked).first()
        # the link was mailed to a leader; it is worth nothing to who leads the 部 no more
        if found is None or not rules_by_link(link.email, found, timezone.localdate()):
            raise LinkGone
        by = Actor(DIVISION, link.email, f"link:{link.pk}", acting(request).address)
        return _page(request, found, by, link.email, link)
    except LinkGone as exc:
        return render(request, "accounts/link_gone.html", {"sentence": str(exc)}, status=410)


def _with_names(asked: Any) -> Any:
    return asked.select_related("screening__proposal", "department", "division", "asked_division")


def _page(
    request: HttpRequest, found: Ruling, by: Actor, reply_to: str, link: CapabilityLink | None = None
) -> HttpResponse:
    sheet, today, at = ruling_sheet(found), timezone.localdate(), timezone.now()
    action = request.POST.get("action", "")

    def data(name: str) -> Any:
        return request.POST if action == name else None

    forms: dict[str, Any] = {
        "rule": RulingForm(data("rule"), ruling=found, day=today, prefix="rule"),
        "manager": ManagerQuestionForm(
            data("manager"), ruling=found, refused=sheet.refused, day=today, prefix="manager"
        ),
        "desk": DeskTalkForm(data("desk"), prefix="desk"),
    }
    calls: dict[str, Callable[[], object]] = {
        "rule": lambda: give_ruling(ruling=found, **forms["rule"].ruled(), by=by, at=at, link=link),
        "manager": lambda: ask_manager(ruling=found, **forms["manager"].cleaned_data, reply_to=reply_to, by=by, at=at),
        "desk": lambda: talk_to_desk(ruling=found, **forms["desk"].cleaned_data, by=by, at=at),
    }
    done, bound = "", forms.get(action)
    if bound is not None and bound.is_valid():
        done = _press(bound, calls[action], DONE[action])
        # after ruling by the link nothing opens at this address any more
        if done and (link is None or action != "rule"):
            messages.success(request, done)
            return redirect(request.path)
    found = _with_names(Ruling.objects).get(pk=found.pk)
    context = {"ruling": found, "sheet": sheet, "forms": forms, "bound": bound, "done": done, "by_link": link}
    return render(request, "screening/ruling.html", context)


def _press(form: Form, call: Callable[[], object], done: str) -> str:
    """Make the call; return what to say, or put the refusal on the form."""
    try:
        call()
    except (CannotRule, CannotConsult) as exc:
        form.add_error(None, str(exc))
        return ""
    return done

"""出席の受付: what the QR on the screen opens. Looking changes nothing but what this browser keeps; the button marks."""

from datetime import datetime
from typing import Final

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.models import User
from training.forms.presence import CodeForm
from training.models import Course
from training.permissions import person_acting, person_of
from training.queries.arrivals import Arrival, arrival_by_code, arrival_by_qr, session_of_qr, standing_of
from training.queries.mine import my_training
from training.rules.codes import SEEN, seen
from training.usecases.check_in import CannotCheckIn, check_in

from .access import two_doors

OLD_QR: Final = "このQRは、もう使えません。会場の画面に、いま出ているQRを読み取ってください。"
WRONG_CODE: Final = "この番号は、いまの番号ではありません。会場の画面に、いま出ている6桁を打ってください。"
TOO_MANY_TRIES: Final = (
    "番号を何度も間違えたため、いまは確かめられません。10分待つか、会場の係の人に声をかけてください。"
)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Remember a QR that is read in time, also before somebody has signed in; then one button."""
    person = person_of(request)
    if person is None and request.user.is_authenticated:
        raise Http404
    at, course = timezone.now(), get_object_or_404(Course, slug=slug)
    arrival = _arrival(request, course, at)
    if person is None:
        return two_doors(request, is_read=arrival is not None)
    if arrival is None and my_training(person, slug) is None:
        raise Http404
    form = CodeForm(request.POST if "code" in request.POST else None)
    refusal = OLD_QR if arrival is None and ("c" in request.GET or request.method == "POST") else ""
    if request.method == "POST" and (form.is_valid() if form.is_bound else arrival):
        refusal = _press(request, course, person, arrival, form, at)
        if not refusal:
            return redirect("training:check_in", slug)
    standing = standing_of(course, person, arrival)
    context = {"course": course, "person": person, "form": form, "refusal": refusal, "standing": standing}
    response = render(request, "training/check_in.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _arrival(request: HttpRequest, course: Course, at: datetime) -> Arrival | None:
    """Return what this browser read of the screen, now or in the last minutes."""
    code = request.GET.get("c", "")
    session = session_of_qr(course, code, at) if code else None
    if session:
        request.session[SEEN] = seen(course.slug, session.pk, at)
        return Arrival(session, at)
    return arrival_by_qr(course, request.session.get(SEEN), at)


def _press(
    request: HttpRequest, course: Course, person: User, arrival: Arrival | None, form: CodeForm, at: datetime
) -> str:
    """Mark the person, with a message; return why not."""
    if form.is_bound:
        if not ratelimit.consume(request, action="training_code", key=f"user:{person.pk}"):
            return TOO_MANY_TRIES
        arrival = arrival_by_code(course, form.cleaned_data["code"], at)
    if arrival is None:
        return WRONG_CODE
    try:
        check_in(arrival=arrival, person=person, by=person_acting(request, person), at=at)
    except CannotCheckIn as exc:
        return str(exc)
    request.session.pop(SEEN, None)
    messages.success(request, "出席を受け付けました。")
    return ""

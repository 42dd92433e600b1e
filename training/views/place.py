"""When and where somebody comes: a file for the calendar, and another 回 chosen by oneself."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import staff_url
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.core.links import token_page
from training.forms.choices import ChoiceForm
from training.models import Session
from training.permissions import person_acting
from training.queries.choices import other_sessions
from training.queries.mine import MyTraining, my_training, trainee_of_link
from training.rendering import session_ics
from training.rules.people import trainee_of
from training.usecases.lock_place import CannotPlace
from training.usecases.move_trainee import choose_session

from .access import of_person


def when(training: MyTraining, at: datetime) -> dict[str, object]:
    """What templates/training/_when.html shows."""
    return {"others": other_sessions(training, timezone.localdate(at))}


@of_person
@require_GET
def ics(request: HttpRequest, person: User, slug: str) -> HttpResponse:
    training = _training(person, slug)
    if training.session is None:
        raise Http404
    return _file(training.session, timezone.now())


@login_not_required
@token_page
@require_GET
def ics_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same from a letter, without the page being opened first: whoever has the letter has the link."""
    at = timezone.now()
    try:
        link = open_link(token=token, purpose=LinkPurpose.TRAINEE, at=at)
    except LinkGone as exc:
        return render(request, "accounts/link_gone.html", {"sentence": str(exc)}, status=410)
    trainee = trainee_of_link(trainee_of(link.about))
    if trainee is None or not trainee.user.may_enter_on(timezone.localdate(at)):
        raise Http404
    training = _training(trainee.user, trainee.course.slug)
    if training.session is None:
        raise Http404
    return _file(training.session, at)


@of_person
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, person: User, slug: str) -> HttpResponse:
    """The other 回 with room; a POST takes one."""
    training, at = _training(person, slug), timezone.now()
    others = other_sessions(training, timezone.localdate(at))
    form = ChoiceForm(request.POST if request.method == "POST" else None, sessions=others)
    if form.is_valid():
        session = form.cleaned_data["kai"]
        try:
            choose_session(trainee=training.trainee, to=session, by=person_acting(request, person), at=at)
        except CannotPlace as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"第{session.number}回（{session.when}）に変えました。")
            return redirect("training:course", slug)
    context = {"training": training, "others": others, "form": form}
    return render(request, "training/choose.html", context)


def _training(person: User, slug: str) -> MyTraining:
    training = my_training(person, slug)
    if training is None:
        raise Http404
    return training


def _file(session: Session, at: datetime) -> HttpResponse:
    url = staff_url(reverse("training:course", args=[session.course.slug]))
    headers = {"Content-Disposition": f'attachment; filename="{session.code}.ics"'}
    return HttpResponse(
        session_ics(session, url=url, at=at), content_type="text/calendar; charset=utf-8", headers=headers
    )

"""わたしの研修: opened by who signed in, or by the personal link from 庁内メール, which is never spent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import User
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.core.links import token_page
from training.enums import SessionState
from training.permissions import departments_led, person_of, reads_every_department
from training.queries.mine import MyTraining, my_training, my_trainings, trainee_of_link
from training.rules.codes import SEEN, slug_of_seen
from training.rules.people import HELD, held, trainee_of

from . import after, place
from .access import of_person

# what the fragments of the page show, in the order of the page; each topic adds its own
Section = Callable[[MyTraining, datetime], dict[str, Any]]
SECTIONS: tuple[Section, ...] = (
    lambda training, at: {
        "is_today": training.session is not None and training.session.state == SessionState.TODAY,
    },
    place.when,
    after.section,
)


@login_not_required
@token_page
@require_GET
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Remember whose link it is and lead on to the page, whose address holds no secret."""
    at = timezone.now()
    if request.user.is_authenticated and person_of(request) is None:
        return _gone(request, str(LinkGone()))
    try:
        link = open_link(token=token, purpose=LinkPurpose.TRAINEE, at=at)
    except LinkGone as exc:
        return _gone(request, str(exc))
    trainee = trainee_of_link(trainee_of(link.about))
    if trainee is None or not trainee.user.may_enter_on(timezone.localdate(at)):
        return _gone(request, str(LinkGone()))
    if request.user.is_authenticated and request.user.pk != trainee.user_id:
        sentence = f"{trainee.user}さんあてのリンクです。いまのログインを終えてから、もう一度開いてください。"
        return _gone(request, sentence)
    request.session[HELD] = held(trainee.user_id, at)
    slug = slug_of_seen(request.session.get(SEEN), at)
    return redirect("training:check_in", slug) if slug else redirect("training:mine")


@of_person
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, person: User) -> HttpResponse:
    """The list; a POST closes the pages in this browser, so that the next person at the terminal finds nothing."""
    if request.method == "POST":
        request.session.pop(HELD, None)
        return render(request, "training/left.html")
    is_by_link, today = not request.user.is_authenticated, timezone.localdate()
    context = {
        "person": person,
        "rows": my_trainings(person),
        "is_by_link": is_by_link,
        "is_head": not is_by_link and bool(departments_led(person, today) or reads_every_department(person, today)),
    }
    return render(request, "training/mine.html", context)


@of_person
@require_GET
def course(request: HttpRequest, person: User, slug: str) -> HttpResponse:
    """One 研修 of this person, a fragment a topic."""
    training = my_training(person, slug)
    if training is None:
        raise Http404
    at = timezone.now()
    context: dict[str, Any] = {
        "person": person,
        "training": training,
        "today": timezone.localdate(at),
        "is_by_link": not request.user.is_authenticated,
    }
    for section in SECTIONS:
        context |= section(training, at)
    return render(request, "training/course.html", context)


def _gone(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "accounts/link_gone.html", {"sentence": sentence}, status=410)

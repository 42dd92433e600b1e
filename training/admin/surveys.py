"""The アンケート before a 回 and after it: make it, ask, see the result. Reminders and the end are the survey's own pages."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import result
from nara_renkei.surveys.rendering import preview
from training.enums import Timing
from training.forms.surveys import AskForm, NewSurveyForm
from training.models import Session
from training.queries.surveys import people_to_ask, surveys_of
from training.queries.understanding import understandings
from training.rules.surveys import ASKS_IN, SLUGS, WORDS, last_day
from training.usecases.ask_trainees import CannotAskTrainees, ask_trainees
from training.usecases.prepare_session_survey import CannotPrepareSurvey, prepare_session_survey

TITLE = "アンケート"
ONE = "admin:training_session_survey"


@never_cache
@require_GET
def surveys(request: HttpRequest, session: Session) -> HttpResponse:
    """Both surveys, and once both are closed what they say together."""
    found = surveys_of(session)
    rows = [(slug, WORDS[timing], found[timing]) for slug, timing in SLUGS.items()]
    told = understandings([session]).get(session.pk)
    return row_page(request, session, "admin/training/surveys.html", TITLE, rows=rows, told=told)


@never_cache
@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest, session: Session, when: str) -> HttpResponse:
    if when not in SLUGS:
        raise Http404
    timing = SLUGS[when]
    found = surveys_of(session)[timing]
    if found is None:
        return _begin(request, session, timing, when)
    if found.takes_answers_on(timezone.localdate()):
        return _ask(request, session, timing, found, when)
    shown = None if found.is_draft else result(found)
    return _page(request, session, timing, survey=found, found=shown)


def _begin(request: HttpRequest, session: Session, timing: Timing, when: str) -> HttpResponse:
    initial = {"closes_on": last_day(timing, session.held_on, timezone.localdate())}
    form = NewSurveyForm(_sent(request), initial=initial, label_suffix="")
    if form.is_valid():
        try:
            prepare_session_survey(
                session=session, timing=timing, **form.cleaned_data, by=acting(request), at=timezone.now()
            )
        except CannotPrepareSurvey as exc:
            form.add_error("closes_on", str(exc))
        else:
            messages.success(request, "アンケートをつくりました。質問を確かめてから、受付を始めてください。")
            return redirect(ONE, session.pk, when)
    return _page(request, session, timing, form=form)


def _ask(request: HttpRequest, session: Session, timing: Timing, found: Survey, when: str) -> HttpResponse:
    """The names and the letter; a POST sends it."""
    people = people_to_ask(session, timing, found, timezone.localdate())
    waiting = [one for one in people if not one.why_not]
    form = AskForm(_sent(request))
    if form.is_valid():
        count = form.cleaned_data["count"]
        try:
            asked = ask_trainees(
                session=session, timing=timing, survey=found, count=count, by=acting(request), at=timezone.now()
            )
        except CannotAskTrainees as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"{len(asked)}人へのお願いを、送る箱に入れました。")
            return redirect(ONE, session.pk, when)
    context = {
        "survey": found,
        "found": result(found),
        "form": form,
        "waiting": waiting,
        "others": [one for one in people if one.why_not],
        "letter": preview(found, Side.DIVISION),
        "may_ask": session.state in ASKS_IN[timing],
    }
    return _page(request, session, timing, **context)


def _page(request: HttpRequest, session: Session, timing: Timing, **context: Any) -> HttpResponse:
    is_before = timing == Timing.BEFORE
    return row_page(request, session, "admin/training/survey.html", WORDS[timing], is_before=is_before, **context)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


PAGES = (
    RowPage("anketo/", "surveys", surveys, tab=TITLE),
    RowPage("anketo/<slug:when>/", "survey", survey),
)

"""The survey of an event: make it, ask those who came, see the result. Reminders and the end are the survey's own pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dialogue.forms.survey import AskForm, NewSurveyForm
from dialogue.models import Event
from dialogue.queries.survey import people_to_ask, survey_of
from dialogue.rules.stages import STARTED
from dialogue.usecases.ask_participants import CannotAsk, ask_participants
from dialogue.usecases.prepare_event_survey import CannotPrepare, prepare_event_survey
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.core.actors import acting
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import result
from nara_renkei.surveys.rendering import preview

from .pages import event_page

TITLE = "アンケート"


@never_cache
@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest, event: Event) -> HttpResponse:
    found = survey_of(event)
    if found is None:
        return _begin(request, event)
    if not found.is_draft and found.takes_answers_on(timezone.localdate()):
        return _ask(request, event, found)
    shown = None if found.is_draft else result(found)
    return event_page(request, event, "admin/dialogue/survey.html", TITLE, survey=found, found=shown)


def _begin(request: HttpRequest, event: Event) -> HttpResponse:
    form = NewSurveyForm(*_sent(request), event=event, today=timezone.localdate(), label_suffix="")
    if form.is_valid():
        try:
            prepare_event_survey(event=event, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotPrepare as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "アンケートをつくりました。質問を確かめてから、受付を始めてください。")
            return redirect("admin:dialogue_event_survey", event.pk)
    return event_page(request, event, "admin/dialogue/survey.html", TITLE, form=form)


def _ask(request: HttpRequest, event: Event, found: Survey) -> HttpResponse:
    """Everybody who came with a tick each, and the letter of each side; a POST sends it."""
    people = people_to_ask(event, found)
    form = AskForm(*_sent(request), people=people)
    if form.is_valid():
        codes = form.cleaned_data["people"]
        try:
            asked = ask_participants(event=event, survey=found, codes=codes, by=acting(request), at=timezone.now())
        except CannotAsk as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"{len(asked)}人にお願いを送りました。")
            return redirect("admin:dialogue_event_survey", event.pk)
    waiting = [one for one in people if not one.why_not]
    sides = [side for side in Side if any(one.side == side for one in waiting)]
    context = {
        "survey": found,
        "found": result(found),
        "form": form,
        "groups": [(side.label, [one for one in people if one.side == side]) for side in Side],
        "ticked": _ticked(form, [one.participant.code for one in waiting]),
        "previews": [(side.label, *preview(found, side)) for side in sides],
        "has_started": event.state in STARTED,
    }
    return event_page(request, event, "admin/dialogue/survey_letters.html", TITLE, **context)


def _ticked(form: AskForm, waiting: list[str]) -> list[str]:
    """Return who stands ticked: as sent, at first everybody who was not asked."""
    return form.data.getlist("people") if form.is_bound else waiting  # type: ignore[attr-defined]  # a QueryDict


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()


PAGES = (RowPage("anketo/", "survey", survey, tab=TITLE),)

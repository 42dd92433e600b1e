"""Before a letter leaves: who gets it, by name, and what it says."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nara_renkei.core.actors import acting
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.forms import ButtonForm, PeopleForm
from nara_renkei.surveys.models import Addressee, Survey
from nara_renkei.surveys.queries import already_asked, unanswered
from nara_renkei.surveys.rendering import preview
from nara_renkei.surveys.rules.people import Person
from nara_renkei.surveys.usecases.address import CannotAddress, address
from nara_renkei.surveys.usecases.remind import CannotRemind, remind

Page = Callable[..., HttpResponseBase]


def for_the_desk(model_admin: Any, view: Page) -> Page:
    """Give a page of one survey the survey, for those who may change it; the rest of the context is the admin's."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        if not model_admin.has_change_permission(request):
            raise PermissionDenied
        survey = get_object_or_404(model_admin.get_queryset(request), pk=pk)
        return view(request, survey, model_admin.admin_site.each_context(request), **kwargs)

    return guarded


@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, survey: Survey, context: dict[str, Any]) -> HttpResponse:
    """Type the people, look at them and the letter, then send."""
    form = PeopleForm(request.POST if request.method == "POST" else None)
    people: list[Person] = []
    known: set[str] = set()
    if form.is_valid():
        known = already_asked(survey, [person.email.lower() for person in form.persons()])
        people = [person for person in form.persons() if person.email.lower() not in known]
        if not people:
            form.add_error("people", "新しい宛先がありません。書いた人には、もうお願いを送っています。")
        elif request.POST.get("action") == "send":
            try:
                asked = address(survey=survey, people=people, by=acting(request), at=timezone.now())
            except CannotAddress as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"{len(asked)}人にお願いを送りました。")
                return redirect("admin:surveys_survey_change", survey.pk)
    title = f"お願いを送る　{survey}"
    page = {**context, **_told(survey, people), "title": title, "form": form, "known": len(known)}
    return TemplateResponse(request, "admin/surveys/letters.html", page)


@require_http_methods(["GET", "POST"])
def reminder(request: HttpRequest, survey: Survey, context: dict[str, Any]) -> HttpResponse:
    """Look at those who have not answered and at the letter, then send."""
    form = ButtonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = remind(survey=survey, by=acting(request), at=timezone.now())
        except CannotRemind as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"まだ回答していない{len(asked)}人に、もう一度お願いを送りました。")
            return redirect("admin:surveys_survey_change", survey.pk)
    title = f"もう一度お願いする　{survey}"
    page = {**context, **_told(survey, unanswered(survey), again=True), "title": title, "form": form}
    return TemplateResponse(request, "admin/surveys/reminder.html", page)


def _told(survey: Survey, people: Sequence[Person | Addressee], *, again: bool = False) -> dict[str, Any]:
    """Return who would get the letter, and the letter of each side among them."""
    sides = [side for side in Side if any(person.side == side for person in people)]
    return {
        "survey": survey,
        "people": [(person.name, Side(person.side).label, person.email) for person in people],
        "previews": [(side.label, *preview(survey, side, again=again)) for side in sides],
        "opts": Survey._meta,
    }


PAGES: Final[Mapping[str, tuple[str, Page]]] = {
    "letters": ("<int:pk>/okuru/", letters),
    "remind": ("<int:pk>/mouichido/", reminder),
}

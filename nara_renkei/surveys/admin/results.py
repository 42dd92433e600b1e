"""What the answers say together: on the page, on paper, as a table."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from nara_renkei.core.sheets import sheet_response
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import papers_of, result
from nara_renkei.surveys.usecases.order_result import CannotOrder, order_result
from nara_renkei.surveys.usecases.take_result import take_paper, take_sheet

from .letters import Page


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, survey: Survey, context: dict[str, Any]) -> HttpResponse:
    """The result; a POST orders the paper."""
    if request.method == "POST":
        try:
            order_result(survey=survey, by=acting(request), at=timezone.now())
        except CannotOrder as exc:
            messages.error(request, str(exc))
        else:
            messages.success(request, "集計のPDFを頼みました。ふつうは1分以内にできます。")
        return redirect("admin:surveys_survey_result", survey.pk)
    papers = papers_of(survey)[:5]
    page = {"title": f"集計　{survey}", "survey": survey, "found": result(survey), "papers": papers}
    return TemplateResponse(request, "admin/surveys/result.html", {**context, **page, "opts": Survey._meta})


@require_GET
def sheet(request: HttpRequest, survey: Survey, context: dict[str, Any]) -> HttpResponse:
    return sheet_response(take_sheet(survey=survey, by=acting(request), at=timezone.now()))


@require_GET
def paper(request: HttpRequest, survey: Survey, context: dict[str, Any], uuid: UUID) -> HttpResponseBase:
    found = get_object_or_404(papers_of(survey).exclude(file=None), uuid=uuid)
    take_paper(paper=found, by=acting(request), at=timezone.now())
    return file_response(found.file)  # type: ignore[arg-type]  # of a paper with a file


PAGES: Final[Mapping[str, tuple[str, Page]]] = {
    "result": ("<int:pk>/shukei/", show),
    "sheet": ("<int:pk>/shukei/xlsx/", sheet),
    "paper": ("<int:pk>/shukei/<uuid:uuid>/", paper),
}

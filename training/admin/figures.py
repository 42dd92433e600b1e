"""数字: how far a 研修 is, by 部, 級 and 回, who is missing, and its papers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from nara_renkei.core.sheets import sheet_response
from training.forms.figures import DayForm, NarrowForm
from training.models import Course
from training.queries.figure_values import TrainingFigures
from training.queries.figures import narrowed, training_figures
from training.usecases.export_figures import Content, export_figures


@never_cache
@require_GET
def figures(request: HttpRequest, course: Course) -> HttpResponse:
    """The tables and who is missing, narrowed as the address says."""
    whole, found, forms = _found(request, course)
    context = {"whole": whole, "figures": found, **forms, "query": request.GET.urlencode()}
    return row_page(request, course, "admin/training/figures.html", "数字", course=course, **context)


@require_POST
def sheet(request: HttpRequest, course: Course) -> HttpResponse:
    """The tables, or the people by name, as a file for the desk."""
    _, found, _ = _found(request, course)
    content = Content.PEOPLE if request.POST.get("content") == Content.PEOPLE else Content.GROUPS
    as_xlsx = request.POST.get("format") == "xlsx"
    return sheet_response(
        export_figures(figures=found, content=content, as_xlsx=as_xlsx, by=acting(request), at=timezone.now())
    )


def _found(request: HttpRequest, course: Course) -> tuple[TrainingFigures, TrainingFigures, dict[str, Any]]:
    day_form = DayForm(request.GET)
    whole = training_figures(course, day_form.day(timezone.localdate()))
    narrow_form = NarrowForm(request.GET, choices=whole.choices)
    return whole, narrowed(whole, narrow_form.only()), {"day_form": day_form, "narrow_form": narrow_form}


PAGES = (
    RowPage("keika/", "figures", figures, tab="数字"),
    RowPage("keika/hyo/", "figures_sheet", sheet),
)

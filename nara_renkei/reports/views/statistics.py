"""/tokei/: what everybody may know, by 年度, with what it means."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nara_renkei.core.sheets import csv_sheet, sheet_response
from nara_renkei.reports.queries.statistics import (
    HEAD,
    LICENCE,
    SMALL,
    data_of,
    table_of,
    years_of_statistics,
)
from nara_renkei.reports.rules.beside import beside
from nara_renkei.reports.rules.figures import DEFINITIONS


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    years = years_of_statistics()
    rows = beside([year.figures for year in years])
    context = {"years": years, "rows": rows, "definitions": DEFINITIONS, "licence": LICENCE, "small": SMALL}
    return render(request, "reports/statistics.html", context)


@login_not_required
@require_safe
def data_csv(request: HttpRequest) -> HttpResponse:
    return sheet_response(csv_sheet("公民連携の統計", HEAD, table_of(years_of_statistics())))


@login_not_required
@require_safe
def data_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(data_of(years_of_statistics()), json_dumps_params={"ensure_ascii": False, "indent": 1})

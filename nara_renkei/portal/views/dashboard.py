"""/hokoku/ima/: いまの様子, on one page of six pictures; and every number of it as XLSX."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import Permission, may, needs
from nara_renkei.core.sheets import sheet_response, xlsx_sheet
from nara_renkei.portal.queries.dashboard import SHEET_HEAD, dashboard, dashboard_table
from nara_renkei.reports.permissions import reads_departments

QUEUE = "admin:screening_deskproposal_changelist"


@needs(Permission.READ_REPORTS)
@never_cache
@require_safe
def now(request: StaffRequest) -> HttpResponse:
    context = {"pictures": dashboard(timezone.now()), "today": timezone.localdate(), "ways": ways(request)}
    return render(request, "portal/dashboard.html", context)


@needs(Permission.READ_REPORTS)
@never_cache
@require_safe
def sheet(request: StaffRequest) -> HttpResponse:
    rows = dashboard_table(dashboard(timezone.now()))
    return sheet_response(xlsx_sheet("いまの様子", SHEET_HEAD, rows))


def ways(request: StaffRequest) -> list[tuple[str, str]]:
    """Return where this reader finds the single rows behind the pictures: no way leads to a 404."""
    today = timezone.localdate()
    found = [("数字の一覧（意味と、好きな期間）", reverse("reports:figures"))]
    if may(request.user, Permission.READ_ALL_PROPOSALS, today):
        found += [("デスクの提案の一覧", reverse(QUEUE)), ("期限を過ぎた提案", f"{reverse(QUEUE)}?need=LATE")]
    if reads_departments(request.user, today):
        found.append(("部ごとのくわしい様子", reverse("portal:departments")))
    if may(request.user, Permission.CONFIRM_ANSWER, today):
        found.append(("わたしの課の提案", reverse("screening:worklist")))
    return found

"""部の状況 on paper: what the page of the 部 shows on the day it is made, for the leader and the 部長会."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Department
from nara_renkei.reports.queries.department import DepartmentReport, department_of, department_report
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from nara_renkei.reports.rules.department import DEPARTMENT, DEPARTMENT_IN_GROUPS, read_about
from nara_renkei.reports.rules.periods import Period

GONE = "部か期間が見つかりません。部の画面から、もう一度作ってください。"


@dataclass(frozen=True, slots=True)
class DepartmentPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    report: DepartmentReport


def title_of(department: Department, period: Period) -> str:
    """Return 「観光部の状況 令和8年度」."""
    return f"{department.name}の状況 {period.name}"[:120]


def build(about: str, *, at: datetime, in_full: bool) -> Pdf:
    """Return the paper of a 部 and a period as they stand. Raises CannotRender where there is none."""
    today = local_day(at)
    code, period = read_about(about) or ("", None)
    department = department_of(code, today)
    if department is None or period is None:
        raise CannotRender(GONE)
    report = department_report(department, period, at=at, in_full=in_full)
    paper = DepartmentPaper(CitySettings.load(), title_of(department, period), today, report)
    return render_pdf("reports/department.html", {"paper": paper})


BUILDERS = {DEPARTMENT: partial(build, in_full=True), DEPARTMENT_IN_GROUPS: partial(build, in_full=False)}

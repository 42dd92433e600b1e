"""Ask for the 状況 of a 部 as a PDF."""

from datetime import datetime

from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from nara_renkei.directory.models import Department
from nara_renkei.reports.papers.department import title_of
from nara_renkei.reports.rules.department import about_of, kind_of
from nara_renkei.reports.rules.periods import Period


def order_department(*, department: Department, period: Period, in_full: bool, by: Actor, at: datetime) -> PaperJob:
    """Ask for the paper; a double click is one paper. The caller has authorised it.

    ``in_full``: whether the reader may know how far a group of fewer than five people is.
    """
    about, title = about_of(department.code, period), title_of(department, period)
    return order_paper(kind=kind_of(in_full), about=about, title=title, by=by, at=at)

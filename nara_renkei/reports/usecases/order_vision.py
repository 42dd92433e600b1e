"""Ask for the 目指す姿ボード of a 年度 on paper."""

from datetime import datetime

from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from nara_renkei.reports.papers import vision


def order_vision(*, year: FiscalYear, by: Actor, at: datetime) -> PaperJob:
    """Ask for the paper; a double click is one paper."""
    return order_paper(kind=vision.KIND, about=str(year.year), title=vision.title_of(year), by=by, at=at)

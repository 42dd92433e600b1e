"""Ask for the 数字の一覧 of a period."""

from datetime import datetime

from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from nara_renkei.reports.papers import figures
from nara_renkei.reports.rules.periods import Period


def order_figures(*, period: Period, by: Actor, at: datetime) -> PaperJob:
    """Ask for the paper; a double click is one paper."""
    return order_paper(kind=figures.KIND, about=period.key, title=figures.title_of(period), by=by, at=at)

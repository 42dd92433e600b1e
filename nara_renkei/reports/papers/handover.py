"""引継書 of a post, on paper: what the page shows on the day it is made."""

from dataclasses import dataclass
from datetime import date, datetime

from nara_renkei.accounts.models import Post
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.queries.handover import HandoverSheet, handover_sheet
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from screening.rules.papers import HANDOVER

GONE = "もとの席が見つかりません。"


@dataclass(frozen=True, slots=True)
class HandoverPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    made_on: date
    sheet: HandoverSheet


def build(about: str, *, at: datetime) -> Pdf:
    """Return the paper of the post with this key as it stands. Raises CannotRender for a post that is gone."""
    post = Post.objects.select_related("user", "division", "department", "handover__successor").filter(pk=about).first()
    if post is None:
        raise CannotRender(GONE)
    today = local_day(at)
    return render_pdf(
        "reports/handover.html", {"paper": HandoverPaper(CitySettings.load(), today, handover_sheet(post, today))}
    )


BUILDERS = {HANDOVER: build}

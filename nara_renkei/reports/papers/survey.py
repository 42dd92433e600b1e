"""集計 of a closed survey: what the page shows, on paper."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import Result, result
from nara_renkei.surveys.rules.papers import RESULT

GONE = "もとのアンケートが見つかりません。"


@dataclass(frozen=True, slots=True)
class SurveyPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    found: Result


def build(about: str, *, at: datetime) -> Pdf:
    """Return the paper of the survey with this uuid. Raises CannotRender for what is none or is not closed."""
    try:
        survey = Survey.objects.filter(uuid=UUID(about), closed_at__isnull=False).first()
    except ValueError:
        survey = None
    if survey is None:
        raise CannotRender(GONE)
    paper = SurveyPaper(CitySettings.load(), survey.title, local_day(at), result(survey))
    return render_pdf("reports/survey.html", {"paper": paper})


BUILDERS = {RESULT: build}

"""研修報告: what the desk's page shows, on paper."""

from dataclasses import dataclass
from datetime import date, datetime

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from training.enums import SessionState
from training.models import Course
from training.queries.figure_values import TrainingFigures
from training.queries.figures import training_figures
from training.rules.papers import REPORT_NAME, TRAINING_REPORT

GONE = "もとの研修が見つからないか、まだ終わった回がありません。"


@dataclass(frozen=True, slots=True)
class TrainingReportPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    figures: TrainingFigures


def build(about: str, *, at: datetime) -> Pdf:
    """Return the paper of the 研修 with this slug, by the posts of the day. Raises CannotRender for one that is not over."""
    course = Course.objects.filter(slug=about, sessions__state=SessionState.ENDED).distinct().first()
    if course is None:
        raise CannotRender(GONE)
    figures = training_figures(course, local_day(at))
    paper = TrainingReportPaper(CitySettings.load(), f"{REPORT_NAME}　{course}", local_day(at), figures)
    return render_pdf("reports/training_report.html", {"paper": paper})


BUILDERS = {TRAINING_REPORT: build}

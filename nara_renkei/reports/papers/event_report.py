"""開催報告 of a ダイアログ: what the desk's page shows, on paper."""

from dataclasses import dataclass
from datetime import date, datetime

from dialogue.enums import EventState
from dialogue.models import Event
from dialogue.queries.report import EventReport, event_report
from dialogue.rules.event_papers import REPORT
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf

GONE = "もとのダイアログが見つからないか、まだ終わっていません。"


@dataclass(frozen=True, slots=True)
class EventReportPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    report: EventReport


def build(about: str, *, at: datetime) -> Pdf:
    """Return the paper of the event with this slug as it stands now. Raises CannotRender for one that is not over."""
    event = Event.objects.filter(slug=about, state=EventState.ENDED).first()
    if event is None:
        raise CannotRender(GONE)
    paper = EventReportPaper(CitySettings.load(), f"{event}　{REPORT.name}", local_day(at), event_report(event))
    return render_pdf("reports/event_report.html", {"paper": paper})


BUILDERS = {REPORT.kind: build}

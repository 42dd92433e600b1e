"""修了証 of a 研修: one sheet a person, of one person or of a whole 回."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from training.models import Session
from training.queries.certificates import Certificate, certificate_of, certificates_of
from training.rules.papers import CERTIFICATE, CERTIFICATE_NAME, person_of_about, session_of_about

NOBODY = "出席した人か、自習で済んだ人が見つかりません。出欠を確かめてから作ってください。"


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    sheets: Sequence[Certificate]


def build(about: str, *, at: datetime) -> Pdf:
    """Return the sheets of a Trainee or a Session by its key. Raises CannotRender when nobody is to get one."""
    sheets = _sheets(about)
    if not sheets:
        raise CannotRender(NOBODY)
    title = f"{CERTIFICATE_NAME}　{sheets[0].course}"
    paper = CertificatePaper(CitySettings.load(), title, local_day(at), sheets)
    return render_pdf("reports/certificate.html", {"paper": paper})


def _sheets(about: str) -> list[Certificate]:
    person, named = person_of_about(about), session_of_about(about)
    if person is not None:
        found = certificate_of(person)
        return [found] if found else []
    session = Session.objects.filter(course__slug=named[0], number=named[1]).first() if named else None
    return certificates_of(session) if session else []


BUILDERS = {CERTIFICATE: build}

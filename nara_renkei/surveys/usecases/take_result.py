"""The result leaves the portal, as a paper or as a table: the audit says which, who, when."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.models import PaperJob
from nara_renkei.core.sheets import Sheet, xlsx_sheet
from nara_renkei.surveys.models import Survey
from nara_renkei.surveys.queries import SHEET_HEAD, result, sheet_rows


@transaction.atomic
def take_sheet(*, survey: Survey, by: Actor, at: datetime) -> Sheet:
    """Return the result as XLSX; empty below its head until the survey is closed."""
    record("survey.export", about=survey.key, by=by, at=at)
    return xlsx_sheet(f"{survey.title}_集計", SHEET_HEAD, sheet_rows(result(survey)))


@transaction.atomic
def take_paper(*, paper: PaperJob, by: Actor, at: datetime) -> PaperJob:
    """Append the download to the audit and return the paper; the caller has authorised it."""
    record("paper.download", about=f"paper:{paper.uuid}", by=by, at=at, kind=paper.kind, subject=paper.about)
    return paper

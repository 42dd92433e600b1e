"""A paper leaves the portal: the audit says which, to whom, when."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.models import PaperJob


@transaction.atomic
def record_download(*, paper: PaperJob, by: Actor, at: datetime) -> PaperJob:
    """Append the download to the audit and return the paper."""
    record("paper.download", about=f"paper:{paper.uuid}", by=by, at=at, kind=paper.kind, subject=paper.about)
    return paper

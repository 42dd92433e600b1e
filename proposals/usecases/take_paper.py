"""A company takes its paper: the audit says which, who, when."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.models import PaperJob


@transaction.atomic
def take_paper(*, paper: PaperJob, by: Actor, at: datetime) -> PaperJob:
    """Append the download to the audit and return the paper; the caller has authorised it."""
    record("paper.download", about=f"paper:{paper.uuid}", by=by, at=at, kind=paper.kind, subject=paper.about)
    return paper

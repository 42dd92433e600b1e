"""The desk has read what the company corrected."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.models import Screening

from .keep_due_dates import keep_due_dates
from .open_screening import locked


@transaction.atomic
def confirm_correction(*, screening: Screening, version: int, by: Actor, at: datetime) -> Screening:
    """Mark submitted version ``version`` as read; a newer one stays to be read."""
    screening = locked(screening)
    screening.seen_version = max(screening.seen_version, version)
    screening.save(update_fields=["seen_version"])
    keep_due_dates(screening=screening, today=local_day(at))
    audit.record("screening.version_seen", about=screening.proposal.key, by=by, at=at, version=version)
    return screening

"""The city fills one row of 保存年限, and stands for it or not."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.models import RetentionClass


@transaction.atomic
def confirm_retention(
    *, row: RetentionClass, years: int, source: str, confirmed: bool, by: Actor, at: datetime
) -> None:
    """Keep the years and their source. A row that is not confirmed lets nothing be wiped."""
    row.years, row.source, row.is_confirmed = years, source, confirmed
    row.confirmed_on, row.confirmed_by = (local_day(at), by.label) if confirmed else (None, "")
    row.save()
    audit.record("retention.keep", about=f"retention:{row.kind}", by=by, at=at, years=years, confirmed=confirmed)

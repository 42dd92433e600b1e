"""A 課 begins the sheet of a 課題, on its own or from a 困りごとメモ."""

import secrets
from datetime import datetime
from typing import Final

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.directory.models import Division
from proposals.models import Challenge, Trouble

from .index_challenge import index_challenge

# without characters that are read wrongly on paper
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def draft_challenge(*, lead: Division, by: Actor, at: datetime, trouble: Trouble | None = None) -> Challenge:
    """Return a new sheet of a 課. What the memo says stands in it already; 随時 from today until somebody says else."""
    today = local_day(at)
    challenge = Challenge(
        code=f"{FiscalYear.of(today).short.lower()}-{''.join(secrets.choice(LETTERS) for _ in range(5))}",
        lead=lead,
        opens_on=today,
        drafted_by=by.label,
        trouble=trouble,
        title=trouble.trouble[:80] if trouble else "",
        background=trouble.trouble if trouble else "",
        future=trouble.wish if trouble else "",
    )
    index_challenge(challenge)
    challenge.save()
    audit.record("challenge.draft", about=f"challenge:{challenge.code}", by=by, at=at)
    return challenge

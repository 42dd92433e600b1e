"""Each look at a 役員名簿 leaves a line in the audit."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import RosterEntry
from screening.models import BackgroundCheck


@transaction.atomic
def open_roster(*, check: BackgroundCheck, by: Actor, at: datetime) -> list[RosterEntry]:
    """Return the rows for a reader whom the caller has let in, and write down who looked."""
    audit.record("roster.read", about=check.screening.proposal.key, by=by, at=at)
    return list(check.roster.entries.order_by("pk"))

"""The 課 that accepted becomes known to the company."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Division
from proposals.models import Proposal


@transaction.atomic
def accept_lead(*, proposal: Proposal, division: Division | None, by: Actor, at: datetime) -> None:
    """Show the company which 課 leads; None takes the name away again."""
    proposal.lead_division, proposal.updated_at = division, at
    proposal.save(update_fields=["lead_division", "updated_at"])
    audit.record("proposal.lead", about=proposal.key, by=by, at=at, division=division.code if division else "")

"""進め方の区分, and the move to a 公募, written down for the company to read. Screening decides; this only keeps it."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import Procedure
from proposals.models import ProcedureNotice, Proposal, Tender


@transaction.atomic
def note_procedure(
    *, proposal: Proposal, procedure: Procedure, decider: str, reason: str, by: Actor, at: datetime
) -> ProcedureNotice:
    """Keep what was decided; the earlier decisions stay."""
    proposal.procedure, proposal.updated_at = procedure, at
    proposal.save(update_fields=["procedure", "updated_at"])
    notice = ProcedureNotice.objects.create(
        proposal=proposal, procedure=procedure, decider=decider, reason=reason, noted_by=by.label, decided_at=at
    )
    audit.record("procedure.decide", about=proposal.key, by=by, at=at, procedure=procedure.value)
    return notice


@transaction.atomic
def note_tender(*, proposal: Proposal, ask_at: str, by: Actor, at: datetime) -> Tender:
    """Keep that the proposal went to a 公募: messages to and from this proposer end (write_message)."""
    tender = Tender.objects.create(proposal=proposal, ask_at=ask_at, moved_at=at, moved_by=by.label)
    audit.record("tender.open", about=proposal.key, by=by, at=at)
    return tender

"""The company goes on without somebody it asked."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.usecases.revoke_links import revoke_links
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .save_draft import locked_draft


@transaction.atomic
def drop_co_proposer(*, proposal_id: int, co_proposer_id: int, by: Actor, at: datetime) -> bool:
    """Forget the row with its ticks; its link stops opening. False when it was gone. Raises NoLongerDraft."""
    proposal = locked_draft(proposal_id)
    row = proposal.co_proposers.filter(pk=co_proposer_id).first()
    if row is None:
        return False
    revoke_links(purpose=LinkPurpose.CO_PROPOSER, about=row.about, by=by, at=at)
    audit.record("co_proposer.drop", about=proposal.key, by=by, at=at, co_proposer=row.pk)
    row.delete()
    return True

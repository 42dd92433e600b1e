"""Keep what was ticked so far. It becomes evidence at 提出."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from proposals.models import Proposal

from .save_draft import locked_draft, refuse_stale, store, touch


@transaction.atomic
def answer_pledges(
    *, proposal_id: int, version: int, answers: Mapping[str, Mapping[str, Any]], at: datetime
) -> Proposal:
    """Store {code: {"version", "answer", "detail"}} on the draft. Raises StaleDraft and NoLongerDraft."""
    proposal = locked_draft(proposal_id)
    if proposal.pledge_draft == answers:
        return touch(proposal, at)
    refuse_stale(proposal, version)
    proposal.pledge_draft = dict(answers)
    return store(proposal, step="pledges", typed={}, fields=("pledge_draft",), at=at)

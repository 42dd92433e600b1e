"""Drafts are deleted, not withdrawn."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import delete
from nara_renkei.core.wall import as_city
from proposals.queries import draft_papers

from .save_draft import locked_draft


@transaction.atomic
def discard_draft(*, proposal_id: int, by: Actor, at: datetime) -> None:
    """Delete a draft and its files. Raises NoLongerDraft."""
    proposal = locked_draft(proposal_id)
    files = [attachment.file for attachment in proposal.attachments.select_related("file").order_by("pk")]
    key = proposal.key
    with as_city("下書きを、付いているものごと消す"):
        for paper in draft_papers(proposal).order_by("pk"):
            files += [paper.file] if paper.file else []
            paper.delete()
        proposal.delete()
    for file in files:
        delete(file)
    audit.record("draft.discard", about=key, by=by, at=at)

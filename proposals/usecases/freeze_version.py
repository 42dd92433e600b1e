"""An immutable version of what was submitted: the words, the 団体, the files, and their SHA-256."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.search import vector_of
from nara_renkei.core.text import normalise
from proposals.models import CoProposer, DisclosureMark, Proposal, Submission
from proposals.queries import files_of
from proposals.rules.content import CONTACT_FIELDS, CONTENT_FIELDS, ORGANIZATION_FIELDS, SEARCHED_FIELDS


def canonical(content: dict[str, Any]) -> bytes:
    """Return the bytes that are hashed: JSON, keys in order, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@transaction.atomic(savepoint=False)
def freeze_version(
    *, proposal: Proposal, version: int, by: Actor, at: datetime, co_proposers: Iterable[CoProposer] | None = None
) -> Submission:
    """Store what the proposal says now as version ``version`` (1 is the first submission).

    ``co_proposers``: those who accepted, in order, when the caller has read them.
    """
    if co_proposers is None:
        co_proposers = proposal.co_proposers.accepted().in_order()
    content = {
        "number": proposal.number,
        "kind": proposal.kind,
        "challenge": proposal.challenge.code if proposal.challenge else None,
        "fields": {field: getattr(proposal, field) for field in (*CONTENT_FIELDS, *CONTACT_FIELDS)},
        "organization": {field: getattr(proposal.organization, field) for field in ORGANIZATION_FIELDS},
        "co_proposers": [{field: getattr(one.partner, field) for field in ORGANIZATION_FIELDS} for one in co_proposers],
        "files": [
            {"name": attachment.file.original_name, "sha256": attachment.file.sha256}
            for attachment in files_of(proposal)
        ],
        "marks": [
            {"field": field, "part": mark.part, "reason": mark.reason}
            for field, mark in DisclosureMark.objects.by_field(proposal).items()
        ],
    }
    return Submission.objects.create(
        proposal=proposal,
        version=version,
        content=content,
        sha256=hashlib.sha256(canonical(content)).hexdigest(),
        submitted_at=at,
        submitted_by=by.label,
    )


def index_words(proposal: Proposal) -> tuple[str, ...]:
    """Set the search columns on the instance; return the fields to save."""
    words = [proposal.number or "", proposal.organization.name if proposal.organization else ""]
    words += [getattr(proposal, field) for field in SEARCHED_FIELDS]
    proposal.search = normalise(" ".join(words))
    proposal.search_vector = vector_of(proposal.search)
    return ("search", "search_vector")

"""文書の特定: every document of the proposals asked for, kept as it stands today."""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import Proposal
from screening.enums import DisclosureState
from screening.models import DisclosureDocument, DisclosureRequest
from screening.models.disclosure_request import UNDECIDED
from screening.queries.dossier import DossierDocument, dossier_of
from screening.rules.redaction import AUTHOR, TITLE

from .lock_disclosure import lock_disclosure

KIND = 120  # characters of what a document is


class CannotFindDocuments(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def find_documents(
    *, request: DisclosureRequest, proposals: Iterable[Proposal], by: Actor, at: datetime
) -> list[DisclosureDocument]:
    """Freeze the documents of the proposals that are not found yet and return them; marks made before stay.

    Raises CannotFindDocuments.
    """
    locked = lock_disclosure(request, states=UNDECIDED, refusal=CannotFindDocuments)
    asked = sorted(proposals, key=lambda proposal: proposal.number or "")
    locked.proposals.add(*asked)
    known = set(locked.documents.values_list("proposal", "key"))
    position = len(known)
    found = []
    for proposal in asked:
        for document in dossier_of(proposal).documents:
            if (proposal.pk, document.key) not in known:
                position += 1
                found.append(_frozen(locked, proposal, document, position, at))
    if locked.state == DisclosureState.RECEIVED and (found or known):
        locked.state = DisclosureState.FOUND
        locked.save(update_fields=["state"])
    audit.record(
        "disclosure.find",
        about=locked.key,
        by=by,
        at=at,
        proposals=[proposal.number for proposal in asked],
        documents=len(found),
    )
    return DisclosureDocument.objects.bulk_create(found)


def _frozen(
    request: DisclosureRequest, proposal: Proposal, document: DossierDocument, position: int, at: datetime
) -> DisclosureDocument:
    pieces = [
        *_named(TITLE, "文書の名前", document.title),
        *_named(AUTHOR, "書いた人", document.by),
        *({"key": one.key, "label": one.label, "text": one.text, "mark": one.mark} for one in document.pieces),
    ]
    return DisclosureDocument(
        request=request,
        position=position,
        proposal=proposal,
        key=document.key,
        kind=document.kind[:KIND],
        at=document.at,
        pieces=pieces,
        sha256=sha256(json.dumps(pieces, ensure_ascii=False, sort_keys=True).encode()).hexdigest(),
        found_at=at,
    )


def _named(key: str, label: str, text: str) -> list[dict[str, Any]]:
    return [{"key": key, "label": label, "text": text, "mark": ""}] if text else []

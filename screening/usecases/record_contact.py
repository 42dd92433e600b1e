"""応接記録: what was said, kept by whoever heard it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.search import vector_of
from nara_renkei.core.text import normalise
from nara_renkei.directory.models import Organization
from proposals.models import Proposal
from screening.enums import ContactKind
from screening.models import Contact


class CannotRecordContact(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What is written down of one contact."""

    kind: ContactKind
    met_at: datetime
    people: str
    body: str
    place: str = ""
    next_step: str = ""

    @classmethod
    def of(cls, contact: Contact) -> "ContactFacts":
        return cls(
            kind=ContactKind(contact.kind),
            met_at=contact.met_at,
            people=contact.people,
            body=contact.body,
            place=contact.place,
            next_step=contact.next_step,
        )


@transaction.atomic
def record_contact(
    *,
    key: UUID,
    facts: ContactFacts,
    proposal: Proposal | None,
    organization: Organization | None,
    by: Actor,
    at: datetime,
) -> Contact:
    """Return the record; with a ``key`` used before, the one it made. Without a 団体 it is the proposal's.

    Raises CannotRecordContact for a time to come and for an empty record.
    """
    if facts.met_at > at:
        raise CannotRecordContact("まだ来ていない日時です。応接のあった日時を入れてください。")
    if not facts.people.strip() or not facts.body.strip():
        raise CannotRecordContact("だれと、何を話したかを書いてください。")
    organization = organization or (proposal.organization if proposal else None)
    contact, is_new = Contact.objects.get_or_create(
        uuid=key,
        defaults={
            "proposal": proposal,
            "organization": organization,
            "kind": facts.kind,
            "met_at": facts.met_at,
            "place": facts.place,
            "people": facts.people,
            "body": facts.body,
            "next_step": facts.next_step,
            "written_by": by.label,
            "written_at": at,
            **words_of(facts, proposal, organization),
        },
    )
    if is_new:
        about = proposal.key if proposal else contact.key
        audit.record("contact.record", about=about, by=by, at=at, contact=str(contact.uuid))
    return contact


def words_of(facts: ContactFacts, proposal: Proposal | None, organization: Organization | None) -> dict[str, Any]:
    """Return the columns that the search reads."""
    words = [facts.people, facts.body, facts.place, facts.next_step]
    if proposal:
        words += [proposal.number or "", proposal.title]
    if organization:
        words.append(organization.name)
    search = normalise(" ".join(words))
    return {"search": search, "search_vector": vector_of(search)}

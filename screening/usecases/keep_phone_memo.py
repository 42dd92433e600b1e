"""電話メモ: three lines that become an 応接記録, a 相談 or, by way of 代行入力, a proposal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.models import Proposal
from proposals.usecases.enter_for_company import enter_for_company
from proposals.usecases.keep_phone_consultation import keep_phone_consultation
from screening.enums import ContactKind
from screening.models import Contact

from .record_contact import ContactFacts, record_contact, words_of


@dataclass(frozen=True, slots=True)
class PhoneMemo:
    """だれから・何の話・どうするか."""

    caller: str
    matter: str
    then: str


@transaction.atomic
def keep_phone_memo(
    *, key: UUID, memo: PhoneMemo, proposal: Proposal | None, as_consultation: bool = False, by: Actor, at: datetime
) -> Contact:
    """Return the 応接記録 of a call; ``as_consultation`` also keeps a 相談. Raises CannotRecordContact."""
    facts = ContactFacts(kind=ContactKind.PHONE, met_at=at, people=memo.caller, body=memo.matter, next_step=memo.then)
    contact = record_contact(key=key, facts=facts, proposal=proposal, organization=None, by=by, at=at)
    if as_consultation:
        keep_phone_consultation(key=key, caller=memo.caller, matter=memo.matter, by=by, at=at)
    return contact


@transaction.atomic
def enter_from_memo(*, contact: Contact, by: Actor, at: datetime, **facts: Any) -> Proposal:
    """Enter what came by telephone and let its memo name the proposal. Raises what ``enter_for_company`` raises."""
    proposal = enter_for_company(**facts, by=by, at=at)
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.proposal_id is None:
        contact.proposal, contact.organization = proposal, proposal.organization
        words = words_of(ContactFacts.of(contact), contact.proposal, contact.organization)
        for name, value in words.items():
            setattr(contact, name, value)
        contact.save(update_fields=["proposal", "organization", *words])
        audit.record("contact.attach", about=proposal.key, by=by, at=at, contact=str(contact.uuid))
    return proposal

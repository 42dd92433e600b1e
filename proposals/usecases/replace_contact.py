"""Somebody else of the 団体 takes the calls from now on. The thread goes on."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from proposals.enums import OPEN_STATUSES
from proposals.models import Message, Proposal


class CannotReplace(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def replace_contact(*, proposal: Proposal, name: str, phone: str, by: Actor, at: datetime) -> Proposal:
    """Return the proposal with its new contact. What was submitted keeps the old one.

    The change stands in the thread as a word of the company, so that the desk and the 課 read it in its place and
    it waits for 「確認しました」; what the city wrote before stays unconfirmed. Raises ``CannotReplace``.
    """
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.status not in OPEN_STATUSES:
        raise CannotReplace("連絡する方を替えられるのは、結果が出る前の提案だけです。")
    if (locked.contact_name, locked.contact_phone) == (name, phone):
        return locked
    before = f"{locked.contact_name}（{locked.contact_phone}）"
    locked.contact_name, locked.contact_phone, locked.updated_at = name, phone, at
    locked.save(update_fields=["contact_name", "contact_phone", "updated_at"])
    Message.objects.create(
        proposal=locked,
        party=by.party,
        author=by.label,
        body=f"連絡する方を、{before}から{name}（{phone}）に替えました。",
        at=at,
    )
    audit.record("contact.replaced", about=locked.key, by=by, at=at)
    return locked

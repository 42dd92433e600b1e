"""予約する: the answers, the deck, the time and the person are there, and the slot is still free."""

from datetime import datetime
from typing import Final

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Organization
from proposals.models import Consultation

from .choose_slot import SlotTaken, occupy
from .save_consultation import unbooked
from .tell_of_consultation import tell_company, tell_desk

ANSWERS: Final = ("title", "beneficiary", "asks", "cost")


class CannotBook(Exception):
    """Something is missing: the deck or an answer. str(exc) is fit for the screen."""


@transaction.atomic
def book_consultation(
    *,
    consultation_id: int,
    user: User,
    organization: Organization | None,
    organization_name: str,
    contact_name: str,
    contact_phone: str,
    by: Actor,
    at: datetime,
) -> Consultation:
    """Book the wished slot for the person whose address is proved; tell both sides.

    Raises NoLongerOpen, CannotBook, and SlotTaken: then everything but the booking is as it was.
    """
    consultation = unbooked(consultation_id)
    if not all(getattr(consultation, name) for name in ANSWERS) or not consultation.files.exists():
        raise CannotBook("資料と三つの質問の答えがそろっていません。前の画面に戻って、足してください。")
    if consultation.slot is None:
        raise SlotTaken("相談の時間を選んでください。")
    consultation.author, consultation.organization = user, organization
    consultation.organization_name = organization.name if organization else organization_name
    consultation.contact_name, consultation.contact_phone = contact_name, contact_phone
    occupy(consultation, consultation.slot.uuid, at)
    audit.record("consultation.book", about=consultation.key, by=by, at=at, slot=str(consultation.slot.uuid))
    tell_company(consultation, subject="事前相談の予約を受け付けました", news="事前相談の予約を受け付けました。", at=at)
    tell_desk(consultation, subject="事前相談の予約が入りました", news="事前相談の予約が入りました。", at=at)
    return consultation

"""A slot is wished before the booking; after it, the appointment moves."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.wall import as_city
from proposals.enums import ConsultationState
from proposals.models import Consultation, ConsultationSlot

from .save_consultation import NoLongerOpen, locked_consultation
from .tell_of_consultation import tell_company, tell_desk


class SlotTaken(Exception):
    """str(exc) is fit for the screen; the free slots are shown again."""


TAKEN = (
    "この時間は、ほかの方の予約が先に入りました。書いたことは残っています。空いている時間から、もう一度選んでください。"
)
GONE = "この時間は、いま選べません。書いたことは残っています。空いている時間から、もう一度選んでください。"


@transaction.atomic
def choose_slot(*, consultation_id: int, slot: UUID, by: Actor, at: datetime) -> Consultation:
    """Wish for a slot, or move the booked appointment to it. Raises SlotTaken and NoLongerOpen."""
    consultation = locked_consultation(consultation_id)
    is_booked = consultation.state == ConsultationState.BOOKED
    if consultation.state != ConsultationState.DRAFT and not consultation.may_be_moved(at):
        raise NoLongerOpen("この相談の時間は、もう変えられません。公民連携デスクにお電話ください。")
    if is_booked and consultation.slot and consultation.slot.uuid == slot:
        return consultation
    if not is_booked:
        with as_city("ほかの方の予約と重ならない枠を探す"):
            consultation.slot = ConsultationSlot.objects.bookable(at).filter(uuid=slot).first()
        if consultation.slot is None:
            raise SlotTaken(TAKEN)
        consultation.save(update_fields=["slot"])
        return consultation
    occupy(consultation, slot, at)
    audit.record("consultation.move", about=consultation.key, by=by, at=at, slot=str(slot))
    tell_company(consultation, subject="相談の時間を変えました", news="事前相談の時間を、次のとおり変えました。", at=at)
    tell_desk(consultation, subject="事前相談の時間が変わりました", news="事前相談の時間が変わりました。", at=at)
    return consultation


def occupy(consultation: Consultation, slot: UUID, at: datetime) -> None:
    """Save a locked consultation as booked at a slot; the database decides who was first. Raises SlotTaken."""
    # the row of the slot is locked so that the desk cannot take it back meanwhile
    with as_city("予約する枠に鍵をかける"):
        found = ConsultationSlot.objects.select_for_update().filter(uuid=slot).first()
    if found is None or found.day <= local_day(at):
        raise SlotTaken(GONE)
    consultation.slot, consultation.state = found, ConsultationState.BOOKED
    consultation.booked_at, consultation.reminded_at = at, None
    try:
        with transaction.atomic():
            consultation.save()
    except IntegrityError:
        raise SlotTaken(TAKEN) from None

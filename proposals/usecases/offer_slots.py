"""The desk's bookable calendar: half hours are offered in bulk, and free ones taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.holidays import closed_days
from proposals.models import Consultation, ConsultationSlot
from proposals.rules.slots import Plan, half_hours, open_days


@dataclass(frozen=True, slots=True)
class Offer:
    """What a plan means today: read by the preview, made by ``offer_slots``."""

    new: list[ConsultationSlot]  # not yet saved
    already: int  # the same time and place is there
    skipped: list[date]  # 閉庁日
    days: list[date]  # on which something new is offered


def planned(plan: Plan, *, place: str, is_online: bool, at: datetime) -> Offer:
    """Return what a plan would offer; nothing that has begun. Two queries."""
    days, skipped = open_days(plan, closed_days(plan.first))
    wanted = [(moment(day, starts), moment(day, ends)) for day in days for starts, ends in half_hours(plan)]
    coming = [(starts, ends) for starts, ends in wanted if starts > at]
    there = set(
        ConsultationSlot.objects.filter(place=place, starts_at__in=[starts for starts, _ in coming]).values_list(
            "starts_at", flat=True
        )
    )
    new = [
        ConsultationSlot(starts_at=starts, ends_at=ends, place=place, is_online=is_online)
        for starts, ends in coming
        if starts not in there
    ]
    return Offer(new, len(there), skipped, sorted({slot.day for slot in new}))


@transaction.atomic
def offer_slots(*, plan: Plan, place: str, is_online: bool, by: Actor, at: datetime) -> int:
    """Create the slots of a plan that are not there yet; return how many were new."""
    offer = planned(plan, place=place, is_online=is_online, at=at)
    ConsultationSlot.objects.bulk_create(offer.new, ignore_conflicts=True)
    audit.record("slots.offer", about="slots", by=by, at=at, count=len(offer.new))
    return len(offer.new)


@transaction.atomic
def take_back_slots(*, uuids: Collection[str], by: Actor, at: datetime) -> int:
    """Delete the free ones among these slots; return how many. Booked and past ones stay as they are."""
    locked = ConsultationSlot.objects.select_for_update().filter(uuid__in=uuids).order_by("pk")
    ids = [slot.pk for slot in locked]
    free = list(ConsultationSlot.objects.free(at).filter(pk__in=ids).values_list("pk", flat=True))
    # who only wished for it chooses again; who cancelled remembers no time
    Consultation.objects.booked_nothing_at(free).update(slot=None)
    ConsultationSlot.objects.filter(pk__in=free).delete()
    audit.record("slots.take_back", about="slots", by=by, at=at, count=len(free))
    return len(free)


def moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=TOKYO)

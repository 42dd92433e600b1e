"""A 団体 or a 課 enters an event, or enters again after it cancelled. The desk does so for who called or wrote."""

from datetime import datetime

from django.db import transaction

from dialogue.enums import RegistrationState, Side
from dialogue.models import Event, Registration
from dialogue.permissions import is_invited, may_come
from nara_renkei.core import audit
from nara_renkei.core.actors import DESK, PROPOSER, Actor
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.core.links import absolute_link
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Division, Organization
from nara_renkei.notifications.usecases.queue_mail import queue_mail

from .keep_entry import CannotEnter, Entry, refuse_entry, write_entry

CLOSED = "申込みの受付は終わりました。参加のご相談は、公民連携デスクへお電話ください。"


@transaction.atomic
def enter_event(*, event: Event, unit: Organization | Division, entry: Entry, by: Actor, at: datetime) -> Registration:
    """Keep the entry; beyond the capacity it waits. A company gets a receipt. Raises CannotEnter, UploadRefused.

    The event is locked: of two for the last place, one waits. Nobody passes those who wait already.
    """
    with as_city("定員を数える間、回に鍵をかける"):
        event = Event.objects.select_for_update().get(pk=event.pk)
    side = Side.COMPANY if isinstance(unit, Organization) else Side.DIVISION
    _refuse(event, unit, by, at)
    registration = _own(event, unit) or Registration(event=event, side=side)
    if registration.pk and registration.state != RegistrationState.CANCELLED:
        raise CannotEnter(
            f"{unit}の申込みは、もう届いています（{wareki(local_day(registration.entered_at))}、"
            f"{registration.entered_by}）。直すときは、申込みのページから直してください。"
        )
    registration.event = event
    refuse_entry(registration, entry)
    if isinstance(unit, Organization):
        registration.organization = unit
    else:
        registration.division = unit
    registration.state = RegistrationState.ENTERED if has_place(event, side) else RegistrationState.WAITING
    registration.entered_at, registration.entered_by = at, by.label
    registration.cancelled_at, registration.cancelled_by, registration.cancel_reason = None, "", ""
    registration.seen_at = None
    write_entry(registration, entry, by=by, at=at)
    audit.record("registration.enter", about=registration.key, by=by, at=at, state=str(registration.state))
    if by.party == PROPOSER:
        _thank(registration, at)
    return registration


def has_place(event: Event, side: Side) -> bool:
    """Return whether one more may come and nobody waits before it. It holds while the caller has locked the event."""
    with as_city("定員に空きがあるかを数える"):
        standing = Registration.objects.filter(event=event, side=side)
        return standing.entered().count() < capacity_of(event, side) and not standing.waiting().exists()


def capacity_of(event: Event, side: str) -> int:
    """Return how many of a side may come."""
    return event.company_capacity if side == Side.COMPANY else event.division_capacity


def _refuse(event: Event, unit: Organization | Division, by: Actor, at: datetime) -> None:
    is_open = event.takes_changes if by.party == DESK else event.takes_registrations(local_day(at))
    if not is_open:
        raise CannotEnter(CLOSED)
    if isinstance(unit, Division) and not may_come(event, unit):
        raise CannotEnter(f"{unit}は、開催日には置かれていません。後の課から申し込んでください。")
    if isinstance(unit, Organization) and by.party != DESK and not is_invited(event, unit):
        raise CannotEnter(f"{unit}は、この回にお招きしていません。公民連携デスクへお問い合わせください。")


def _own(event: Event, unit: Organization | Division) -> Registration | None:
    mine = {"organization": unit} if isinstance(unit, Organization) else {"division": unit}
    found = Registration.objects.select_for_update(of=("self",)).select_related("slides")
    return found.filter(event=event, **mine).first()


def _thank(registration: Registration, at: datetime) -> None:
    event = registration.event
    queue_mail(
        "dialogue/entered",
        to=registration.email,
        about=registration.key,
        context={
            "event": event.name,
            "when": event.when,
            "place": event.place,
            "waits": registration.state == RegistrationState.WAITING,
            "closes_on": event.closes_on,
            "url": absolute_link("dialogue:entry", event.slug),
        },
        at=at,
    )

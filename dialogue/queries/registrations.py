"""Who comes to an event, who waits, and what one registration holds."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from dialogue.enums import Invites, RegistrationState, Side
from dialogue.models import Event, EventInvitation, Participant, Registration, RegistrationQuerySet, Wish
from nara_renkei.core.gathering import Gathering, hang
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Division, Organization
from nara_renkei.directory.queries import divisions_on, find_organizations, partners_on

FOUND: Final = 20  # of each, by a part of the name


@dataclass(frozen=True, slots=True)
class Coming:
    """Both sides of an event, each in the order they entered; ``participants.all()`` are those who come."""

    companies: list[Registration]
    divisions: list[Registration]


_COMING = Gathering(
    lambda event: {
        "registrations": Registration.objects.filter(event=event).entered().with_unit().first_come(),
        "people": Participant.objects.coming().filter(registration__event=event).in_order(),
    }
)
_SHEET = Gathering(
    lambda registration: {
        "people": Participant.objects.filter(registration=registration, left_at=None).in_order(),
        "wishes": Wish.objects.filter(registration=registration).select_related("organization", "division").in_order(),
    }
)


def coming(event: Event) -> Coming:
    """Return who comes, with their people. One query, whatever the size of the event."""
    found = _COMING.ask(event=event.pk)
    registrations: list[Registration] = found["registrations"]
    hang(registrations, "participants", found["people"], lambda one: one.registration_id)
    for one in registrations:
        one.event = event
    return Coming(
        companies=[one for one in registrations if one.is_of_company],
        divisions=[one for one in registrations if not one.is_of_company],
    )


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One registration: its people, and its wishes, which only the desk and who wrote them may read."""

    registration: Registration
    people: list[Participant]
    wishes: list[Wish]


def entry_sheet(registration: Registration) -> EntrySheet:
    """Return what it holds. One query."""
    found = _SHEET.ask(registration=registration.pk)
    return EntrySheet(registration, found["people"], found["wishes"])


def with_everything(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Return them with event, unit, those who come and wishes, for the desk alone. Three queries."""
    return (
        registrations.with_unit()
        .select_related("event")
        .prefetch_related(
            Prefetch("participants", Participant.objects.filter(left_at=None).in_order()),
            Prefetch("wishes", Wish.objects.select_related("organization", "division").in_order()),
        )
    )


def registrations_of_organizations(event: Event, organizations: Collection[Organization]) -> RegistrationQuerySet:
    """Return the registrations of these 団体, cancelled ones too."""
    return Registration.objects.filter(event=event, organization__in=organizations).select_related(
        "organization", "slides"
    )


def registrations_of_divisions(divisions: Collection[Division]) -> RegistrationQuerySet:
    """Return the registrations of these 課 in every event, cancelled ones too."""
    return Registration.objects.filter(division__in=divisions).select_related("division", "slides")


def place_in_queue(registration: Registration) -> int:
    """Return which one in the waiting list it is, beginning with 1; 0 when it does not wait. One query or none."""
    if registration.state != RegistrationState.WAITING:
        return 0
    earlier = Q(entered_at__lt=registration.entered_at) | Q(entered_at=registration.entered_at, pk__lt=registration.pk)
    with as_city("空き待ちの何番目かを数える"):
        waiting = Registration.objects.waiting().filter(event=registration.event_id, side=registration.side)
        return waiting.filter(earlier).count() + 1


def divisions_to_wish(event: Event) -> tuple[list[Division], list[Division]]:
    """Return the 課 that have entered, and the others that stand on the day. Two queries."""
    with as_city("参加する課を、会いたい課の候補の先頭に出す"):
        entered = _others(event, Side.DIVISION).values_list("division", flat=True)
        ids = set(entered)
    divisions = list(divisions_on(event.held_on))
    return [one for one in divisions if one.pk in ids], [one for one in divisions if one.pk not in ids]


def organizations_to_wish(event: Event) -> tuple[list[Organization], list[Organization]]:
    """Return the 団体 that have entered, and those invited that have not (yet). Two queries."""
    entered = [one.organization for one in _others(event, Side.COMPANY).with_unit() if one.organization]
    ids = {one.pk for one in entered}
    guests: QuerySet[Organization] = Organization.objects.none()
    if event.invites == Invites.AGREEMENT:
        guests = partners_on(event.held_on)
    elif event.invites == Invites.CHOSEN:
        chosen = EventInvitation.objects.filter(event=event).values("organization")
        guests = Organization.objects.current().filter(pk__in=chosen).order_by("name", "pk")
    return entered, [one for one in guests if one.pk not in ids]


def units_called(words: str, event: Event) -> tuple[list[Organization], list[Division]]:
    """Return the 団体 and the 課 of the day whose names hold the words. Two queries."""
    divisions = divisions_on(event.held_on).filter(name__icontains=words)[:FOUND]
    return find_organizations(words, FOUND), list(divisions)


def _others(event: Event, side: Side) -> RegistrationQuerySet:
    standing = Registration.objects.filter(event=event, side=side).exclude(state=RegistrationState.CANCELLED)
    return standing.first_come()

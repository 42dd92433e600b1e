"""Who gets a letter of an event: by name, with where it goes and whether it went."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from dialogue.enums import Invites, LetterKind, Side
from dialogue.models import Event, EventLetter, Participant, Registration
from dialogue.rules.people import about_of
from nara_renkei.accounts.models import Member
from nara_renkei.directory.models import Division, Organization
from nara_renkei.directory.queries import partners_on


@dataclass(frozen=True, slots=True)
class Recipient:
    """One 団体, 課 or person."""

    key: str  # "organization:12", "division:3" or "participant:CODE"
    name: str
    unit: str  # the 団体 or 課 of a person; "" when the recipient is one
    side: Side
    addresses: tuple[str, ...]  # none: nobody to write to
    sent_at: datetime | None = None

    @property
    def can_get_it(self) -> bool:
        return bool(self.addresses) and self.sent_at is None


def recipients_of(event: Event, kind: LetterKind) -> list[Recipient]:
    """Return everybody the letter is for, companies first, by name. Four queries at most."""
    found = _invited(event) if kind == LetterKind.INVITATION else _coming(event, kind)
    sent = dict(EventLetter.objects.of(event, kind).values_list("about", "sent_at"))
    return [replace(one, sent_at=sent.get(one.key)) for one in found]


def _invited(event: Event) -> Iterable[Recipient]:
    """The 団体 that are invited, and every 課 of the day with a mail address; not those that entered."""
    entered = Registration.objects.filter(event=event, cancelled_at=None)
    organizations = list(
        _organizations(event).exclude(pk__in=entered.of_companies().values("organization")).order_by("kana", "pk")
    )
    addresses: dict[int, list[str]] = {}
    members = Member.objects.active().filter(organization__in=organizations, user__is_active=True)
    for organization, email in members.order_by("joined_at", "pk").values_list("organization_id", "user__email"):
        addresses.setdefault(organization, []).append(email)
    for one in organizations:
        yield Recipient(f"organization:{one.pk}", one.name, "", Side.COMPANY, tuple(addresses.get(one.pk, ())))
    divisions = Division.objects.valid_on(event.held_on).exclude(email="").in_order()
    for division in divisions.exclude(pk__in=entered.of_divisions().values("division")):
        yield Recipient(f"division:{division.pk}", division.name, "", Side.DIVISION, (division.email,))


def _organizations(event: Event) -> QuerySet[Organization]:
    if event.invites == Invites.AGREEMENT:
        return partners_on(event.held_on)
    chosen = Organization.objects.current().filter(pk__in=event.invitations.values("organization"))
    return chosen if event.invites == Invites.CHOSEN else chosen | partners_on(event.held_on)


def _coming(event: Event, kind: LetterKind) -> Iterable[Recipient]:
    """The people who come; the thanks go to those who came, unless nobody was checked in at all."""
    people = Participant.objects.coming().filter(registration__event=event)
    if kind == LetterKind.THANKS and people.filter(arrived_at__isnull=False).exists():
        people = people.filter(arrived_at__isnull=False)
    rows = people.select_related("registration__organization", "registration__division")
    for one in rows.order_by("registration__side", "registration", "position", "pk"):
        registration = one.registration
        address = one.email or registration.email
        yield Recipient(
            about_of(one.code), one.name, registration.name, Side(registration.side), (address,) if address else ()
        )

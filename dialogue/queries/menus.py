"""What of an event has become a 企業メニュー, and what still may."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from dialogue.models import Event, Registration
from knowledge.models import Menu
from nara_renkei.directory.models import Organization

NO_CONSENT = "「資料集に載せてよい」としていないため、写しません。"
NO_WORDS = "紹介が書かれていないため、写せません。"


@dataclass(frozen=True, slots=True)
class MenuRow:
    """One 団体 that came. ``menu``: what was made of it. ``why_not``: why nothing is made of it."""

    registration: Registration
    organization: Organization  # the one it was merged into, if it was
    menu: Menu | None
    why_not: str

    @property
    def may_be_copied(self) -> bool:
        return self.menu is None and not self.why_not


def menu_key(registration: Registration) -> UUID:
    """Return the key under which a registration becomes a menu: once, whoever presses the button how often."""
    return uuid5(registration.uuid, "menu")


def menu_rows(event: Event) -> Sequence[MenuRow]:
    """Return the 団体 of an event in the order they entered. Two queries."""
    rows = event.registrations.of_companies().entered().first_come()
    registrations = list(rows.select_related("organization__merged_into", "slides"))
    made = Menu.objects.in_bulk([menu_key(one) for one in registrations], field_name="made_once")
    return [
        MenuRow(one, one.organization.merged_into or one.organization, made.get(menu_key(one)), _why_not(one))
        for one in registrations
        if one.organization
    ]


def _why_not(registration: Registration) -> str:
    if not registration.is_in_booklet:
        return NO_CONSENT
    return "" if registration.offer.strip() else NO_WORDS

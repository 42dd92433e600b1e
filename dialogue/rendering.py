"""An event as a file for somebody's calendar, a card as one for an address book."""

from datetime import datetime

from icalendar import Component, vText
from icalendar import Event as CalendarEvent

from dialogue.models import Card, Event
from nara_renkei.core.calendar import TOKYO
from proposals.rendering import calendar_of, uid


def event_ics(event: Event, *, url: str, at: datetime) -> bytes:
    """Return the event; a moved one keeps its UID. ``at``: when the file is made."""
    entry = CalendarEvent()
    entry.add("uid", uid(f"dialogue-{event.slug}"))
    entry.add("dtstamp", at)
    entry.add("dtstart", event.starts.astimezone(TOKYO))
    entry.add("dtend", event.ends.astimezone(TOKYO))
    entry.add("summary", event.name)
    entry.add("location", event.place)
    entry.add("description", f"{event.access}\n{url}".strip())
    entry.add("url", url)
    return calendar_of(entry, product="dialogue")


class _VCard(Component):
    name = "VCARD"


def vcard(card: Card) -> bytes:
    """Return a card of デジタル名刺 as vCard 3.0 (RFC 2426): what its owner chose to show."""
    person = card.participant
    entry = _VCard()
    for name, value in (
        ("version", "3.0"),
        ("fn", person.name),
        ("n", (person.name, "", "", "", "")),
        ("org", (person.registration.name,)),
        ("title", person.title),
        ("email", card.email),
        ("tel", card.phone),
        ("note", card.words),
    ):
        if value:
            entry.add(name, vText(value) if isinstance(value, str) else value)
    return bytes(entry.to_ical(sorted=False))

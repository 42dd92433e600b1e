"""An event as a file for somebody's calendar."""

from datetime import datetime

from icalendar import Event as CalendarEvent

from dialogue.models import Event
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

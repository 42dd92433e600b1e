"""An appointment as a file for somebody's calendar (RFC 5545)."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.models import CitySettings
from proposals.models import Consultation, ConsultationSlot, Meeting


def calendar_of(*events: Event, product: str) -> bytes:
    """Return these events as one file."""
    calendar = Calendar()
    calendar.add("prodid", f"-//nara-renkei//{product}//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def uid(name: str) -> str:
    """Return what makes an appointment the same one wherever it is read."""
    return f"{name}@{urlsplit(settings.SITE_URL).hostname}"


def appointment_ics(consultation: Consultation, slot: ConsultationSlot, *, url: str) -> bytes:
    """Return the appointment of a consultation. The same consultation always has the same UID."""
    event = Event()
    event.add("uid", uid(f"consultation-{consultation.uuid}"))
    event.add("dtstamp", consultation.booked_at)
    event.add("last-modified", consultation.booked_at)
    event.add("dtstart", slot.starts_at.astimezone(TOKYO))
    event.add("dtend", slot.ends_at.astimezone(TOKYO))
    event.add("summary", f"事前相談（{CitySettings.load().full_name}）")
    event.add("location", slot.place)
    event.add("description", f"{consultation.title}\n{url}")
    event.add("url", url)
    return calendar_of(event, product="consultation")


def meeting_ics(meeting: Meeting, *, url: str, at: datetime) -> bytes:
    """Return a fixed 対話; a moved one keeps its UID and counts on. ``at``: when the file is made."""
    event = meeting_event(meeting, at=at)
    event.add("summary", f"対話（{CitySettings.load().full_name}）")
    event.add("location", "　".join(filter(None, [meeting.place, meeting.url])))
    event.add("description", f"{meeting.proposal.title}\n{url}")
    event.add("url", url)
    return calendar_of(event, product="meeting")


def meeting_event(meeting: Meeting, *, at: datetime) -> Event:
    """Return when a fixed 対話 is, and nothing about what."""
    if meeting.fixed_at is None or meeting.ends_at is None:
        raise ValueError("only a fixed meeting stands in a calendar")
    event = Event()
    event.add("uid", uid(f"meeting-{meeting.proposal.uuid}-{meeting.pk}"))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", meeting.fixed_at.astimezone(TOKYO))
    event.add("dtend", meeting.ends_at.astimezone(TOKYO))
    return event

"""An appointment as a file for somebody's calendar (RFC 5545)."""

from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.models import CitySettings
from proposals.models import Consultation, ConsultationSlot


def appointment_ics(consultation: Consultation, slot: ConsultationSlot, *, url: str) -> bytes:
    """Return the appointment of a consultation. The same consultation always has the same UID."""
    city = CitySettings.load()
    event = Event()
    event.add("uid", f"consultation-{consultation.uuid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", consultation.booked_at)
    event.add("last-modified", consultation.booked_at)
    event.add("dtstart", slot.starts_at.astimezone(TOKYO))
    event.add("dtend", slot.ends_at.astimezone(TOKYO))
    event.add("summary", f"事前相談（{city.full_name}）")
    event.add("location", slot.place)
    event.add("description", f"{consultation.title}\n{url}")
    event.add("url", url)
    calendar = Calendar()
    calendar.add("prodid", "-//nara-renkei//consultation//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())

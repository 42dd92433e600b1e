"""A 回 as a file for somebody's calendar."""

from datetime import datetime

from icalendar import Event

from nara_renkei.core.calendar import TOKYO
from proposals.rendering import calendar_of, uid
from training.models import Session


def session_ics(session: Session, *, url: str, at: datetime) -> bytes:
    """Return the 回; one whose day was changed keeps its UID. ``at``: when the file is made."""
    entry = Event()
    entry.add("uid", uid(f"training-{session.code}"))
    entry.add("dtstamp", at)
    entry.add("dtstart", session.starts.astimezone(TOKYO))
    entry.add("dtend", session.ends.astimezone(TOKYO))
    entry.add("summary", session.course.name)
    entry.add("location", session.place or "オンライン")
    entry.add("description", f"URLと教材は、本人のページにあります。\n{url}")
    entry.add("url", url)
    return calendar_of(entry, product="training")

"""Pulses of the regular jobs."""

from datetime import datetime

from .models import Heartbeat


def beat(name: str, at: datetime) -> None:
    """Note that a job has run."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})


def last_beat(name: str) -> datetime | None:
    """Return when the job last ran, or None."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()

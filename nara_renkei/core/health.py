"""Whether the ground holds: database, broker, disk, the pulses of the regular jobs."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import redis
from django.conf import settings
from django.db import Error, connection

from .models import Heartbeat

CLOCK: Final = "clock "


@dataclass(frozen=True, slots=True)
class Ground:
    """What the machine itself says at one moment."""

    disk_used: int  # percent of the disk of the private files
    has_broker: bool


def ground() -> Ground:
    """Measure it."""
    return Ground(disk_used()[0], broker_answers())


def beat(name: str, at: datetime) -> None:
    """Note that a job has run. One statement, since every task does so at its end."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def watch_from(names: Iterable[str], at: datetime) -> None:
    """Begin to watch the jobs that have no pulse yet, as if they had run just now: one that never runs is late too."""
    new = set(names) - set(Heartbeat.objects.values_list("name", flat=True))
    Heartbeat.objects.bulk_create([Heartbeat(name=name, at=at) for name in sorted(new)], ignore_conflicts=True)


def beat_of(clock: str, at: datetime) -> None:
    """Note that this very process of beat has ticked: two of them are one too many."""
    beat(f"{CLOCK}{clock}"[:40], at)
    Heartbeat.objects.filter(name__startswith=CLOCK, at__lt=at - timedelta(days=1)).delete()


def clocks(since: datetime) -> list[str]:
    """Return which processes of beat have ticked since then."""
    found = Heartbeat.objects.filter(name__startswith=CLOCK, at__gte=since).order_by("name")
    return [name.removeprefix(CLOCK) for name in found.values_list("name", flat=True)]


def last_beat(name: str) -> datetime | None:
    """Return when the job last ran, or None."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def backup_is_late(now: datetime) -> bool:
    """Return whether the last good backup is older than the city expects; never where it expects none."""
    last = last_beat("backup") if settings.BACKUP_EXPECTED_HOURS else now
    return last is None or now - last > timedelta(hours=settings.BACKUP_EXPECTED_HOURS)


def database_answers() -> bool:
    """Return whether the database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def broker() -> redis.Redis:
    """Return a client of the broker that waits two seconds at most."""
    options: dict[str, Any] = {"socket_timeout": 2, "socket_connect_timeout": 2}
    # Celery's form of a socket address, in the client's words
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
    return redis.Redis.from_url(url, **options)


def broker_answers() -> bool:
    """Return whether Redis answers within two seconds. Without it the site works, and letters wait."""
    try:
        with broker() as client:
            return bool(client.ping())
    except (redis.RedisError, ValueError):
        return False


def disk_used() -> tuple[int, bool]:
    """Return how full the disk of the private files is, in percent, and whether enough is free for an upload."""
    place = Path(settings.PRIVATE_ROOT)
    while not place.exists():
        place = place.parent
    usage = shutil.disk_usage(place)
    return round(usage.used / usage.total * 100), usage.free >= settings.FREE_BYTES_NEEDED

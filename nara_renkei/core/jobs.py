"""Which of the regular jobs should have run and did not: the schedule of nara_renkei/celery.py against their pulses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from celery import current_app
from celery.schedules import crontab, maybe_schedule
from celery.utils.time import remaining

from .models import Heartbeat

# a job may wait behind others, and a worker may be away for a restart
GRACE: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class LateJob:
    name: str  # of the task, as in the table of reference-schedule.md
    last: datetime  # when it last ended well, or since when it is watched


def scheduled() -> Mapping[str, Any]:
    """Return task → when it runs."""
    return {entry["task"]: maybe_schedule(entry["schedule"]) for entry in current_app.conf.beat_schedule.values()}


def late_jobs(at: datetime) -> list[LateJob]:
    """Return the jobs whose turn passed more than half an hour ago without a good end since, by name."""
    pulses = dict(Heartbeat.objects.values_list("name", "at"))
    return [
        LateJob(name, pulses[name])
        for name, schedule in sorted(scheduled().items())
        if name in pulses and next_turn(schedule, pulses[name]) + GRACE < at
    ]


def next_turn(schedule: Any, last: datetime) -> datetime:
    """Return when a job is due again after it ran at ``last``."""
    if isinstance(schedule, crontab):
        start, delta, _ = schedule.remaining_delta(last)
        return last + remaining(start, delta, now=start)
    return last + schedule.run_every

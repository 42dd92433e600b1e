"""The numbers of this moment for /metrics. One statement, read from indexes; nothing in it says who or what."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import Error, connection

from nara_renkei.core.health import CLOCK, broker_answers, disk_used
from nara_renkei.core.jobs import scheduled
from nara_renkei.core.metrics import Gauge
from nara_renkei.core.scanning import STUCK_AFTER
from proposals.enums import OPEN_STATUSES

# what is told, under which label, and the number; ages in seconds
FIGURES: Final = """
SELECT 'letters', 'waiting', count(*)::float8 FROM notifications_outgoingmail WHERE state = 'QUEUED'
UNION ALL
SELECT 'letters', 'dead', count(*) FROM notifications_outgoingmail WHERE state = 'DEAD'
UNION ALL
SELECT 'letter_age', '', coalesce(extract(epoch FROM %(at)s - min(created_at)), 0)
  FROM notifications_outgoingmail WHERE state = 'QUEUED'
UNION ALL
SELECT 'files', 'waiting', count(*) FROM core_privatefile WHERE state = 'PENDING'
UNION ALL
SELECT 'files', 'stuck', count(*) FROM core_privatefile WHERE state = 'PENDING' AND created_at < %(stuck)s
UNION ALL
SELECT 'files', 'infected', count(*) FROM core_privatefile WHERE state = 'INFECTED'
UNION ALL
SELECT 'papers', 'waiting', count(*) FROM core_paperjob WHERE state IN ('WAITING', 'WORKING')
UNION ALL
SELECT 'papers', 'given_up', count(*) FROM core_paperjob WHERE state = 'FAILED'
UNION ALL
SELECT 'unsealed_age', '', coalesce(extract(epoch FROM %(at)s - min(at)), 0)
  FROM core_auditevent WHERE id > (SELECT coalesce(max(event_id), 0) FROM core_sealedevent)
UNION ALL
SELECT 'jobs', name, extract(epoch FROM %(at)s - at) FROM core_heartbeat WHERE name = ANY(%(jobs)s)
UNION ALL
SELECT 'ends', name, extract(epoch FROM %(at)s - at) FROM core_heartbeat WHERE name = ANY(%(ends)s)
UNION ALL
SELECT 'clocks', '', count(*) FROM core_heartbeat WHERE starts_with(name, %(clock)s) AND at > %(ticked)s
UNION ALL
SELECT 'proposals', status, count(*) FROM proposals_proposal WHERE status = ANY(%(open)s) GROUP BY status
"""
ENDS: Final = ("audit_verified", "audit_broken", "backup")  # not jobs, but how one ended, here or outside
TICKED: Final = timedelta(minutes=3)


def gauges(at: datetime) -> list[Gauge]:
    """Return every gauge. Never raises: without the database only what needs none is told."""
    used, _ = disk_used()
    found = _figures(at)
    told = [
        Gauge("nara_database_up", "Whether the database answered", {"": found is not None}),
        Gauge("nara_broker_up", "Whether Redis answered", {"": broker_answers()}),
        Gauge("nara_disk_used_percent", "How full the disk of the private files is", {"": used}),
    ]
    if found is None:
        return told
    verified, broken, backup = (found["ends"].get(name) for name in ENDS)
    return [
        *told,
        Gauge("nara_letters", "Letters that wait, and that no server took", found["letters"], "state"),
        Gauge("nara_oldest_letter_seconds", "How long the oldest letter waits", found["letter_age"]),
        Gauge("nara_files", "Files that wait for the scanner, for long, and dangerous ones", found["files"], "state"),
        Gauge("nara_papers", "Papers that wait, and that were given up", found["papers"], "state"),
        Gauge("nara_audit_unsealed_seconds", "Age of the oldest event without a seal", found["unsealed_age"]),
        Gauge("nara_audit_verified_seconds", "Since when the audit was found whole", {"": verified}),
        Gauge("nara_audit_broken_seconds", "Since when the audit was found broken", {"": broken}),
        Gauge("nara_backup_seconds", "Since the last good backup", {"": backup}),
        Gauge("nara_clocks", "How many processes of beat tick; one is right", found["clocks"]),
        Gauge("nara_job_seconds", "Since when a regular job ended well", found["jobs"], "job"),
        Gauge(
            "nara_open_proposals",
            "Open proposals by state",
            {**dict.fromkeys((str(status) for status in OPEN_STATUSES), 0.0), **found["proposals"]},
            "state",
        ),
    ]


def _figures(at: datetime) -> dict[str, dict[str, float | None]] | None:
    """Return kind → label → number; None when the database does not answer."""
    asked: dict[str, Any] = {
        "at": at,
        "stuck": at - STUCK_AFTER,
        "jobs": list(scheduled()),
        "ends": list(ENDS),
        "clock": CLOCK,
        "ticked": at - TICKED,
        "open": [str(status) for status in OPEN_STATUSES],
    }
    found: dict[str, dict[str, float | None]] = defaultdict(dict)
    try:
        with connection.cursor() as cursor:
            cursor.execute(FIGURES, asked)
            for kind, label, number in cursor.fetchall():
                found[kind][label] = float(number)
    except Error:
        return None
    return found

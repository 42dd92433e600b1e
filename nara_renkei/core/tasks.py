"""The regular work of the ground floor. Every task may run twice and looks for its own work."""

import logging
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db import connection
from django.utils import timezone

from .audit_seals import seal_pending, verify_chain
from .health import beat, beat_of, watch_from
from .jobs import scheduled
from .page_images import picture_waiting
from .private_files import sweep
from .scanning import scan_waiting
from .sessions import SessionStore

logger = logging.getLogger(__name__)

ORPHAN_AFTER = timedelta(hours=1)
# a file may take 100 s; two fit into the limit of the task
PICTURED_A_TASK = 2


@shared_task(name="core.seal_audit")
def seal_audit(**_: Any) -> None:
    """Seal what has been committed, batch by batch."""
    while seal_pending(timezone.now()):
        pass


@shared_task(name="core.verify_audit")
def verify_audit(**_: Any) -> None:
    """Seal what the minute's run could have missed, then recompute the whole chain."""
    now = timezone.now()
    while seal_pending(now, everything=True):
        pass
    problems = verify_chain()
    beat("audit_broken" if problems else "audit_verified", now)
    if problems:
        logger.error("audit_chain_broken", extra={"problems": len(problems)})


@shared_task(name="core.scan_files")
def scan_files(**_: Any) -> None:
    """Ask the scanner about the files that wait."""
    scan_waiting(timezone.now())


@shared_task(name="core.picture_files", time_limit=300, soft_time_limit=270)
def picture_files(**_: Any) -> None:
    """Draw the pages of a few files that wait; the next tick goes on."""
    for _turn in range(PICTURED_A_TASK):
        if picture_waiting(timezone.now()) is None:
            return


@shared_task(name="core.sweep_files")
def sweep_files(**_: Any) -> None:
    """Delete bytes that no row has claimed for an hour: uploads whose transaction failed."""
    sweep(timezone.now() - ORPHAN_AFTER)


@shared_task(name="core.beat")
def beat_once(clock: str = "", **_: Any) -> None:
    """Show that beat and a worker are alive: /readyz looks at it. From here on every job of the schedule is watched.

    clock: which process of beat has asked.
    """
    now = timezone.now()
    beat("beat", now)
    if clock:
        beat_of(clock, now)
    watch_from(scheduled(), now)


@shared_task(name="core.forget_sessions")
def forget_sessions(**_: Any) -> None:
    """Delete sessions that have ended, with what they knew of device and person, and limits that have passed."""
    SessionStore.clear_expired()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_cache WHERE expires < %s", [timezone.now()])

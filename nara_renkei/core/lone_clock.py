"""One clock, however many beat processes run: who holds the lease in the database speaks, the others wait.

The lease is an advisory lock of a session, so it ends with the process, the machine or the connection that held it.
"""

import logging
from datetime import timedelta
from typing import Any, Final

from celery.beat import PersistentScheduler
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

LEASE: Final = 0x6E617261  # 「nara」: the number of the lock, the same in every process
WAIT: Final = 5.0  # seconds until a waiting clock asks again
# What became due while the lease was still with a clock that was gone is done again: every task may run twice.
CATCH_UP: Final = timedelta(minutes=2)
# a machine that lost its power says nothing: after 25 seconds the server ends its session, and with it the lease
NOTICE_SILENCE: Final = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"


class LoneScheduler(PersistentScheduler):
    """Celery's scheduler, which is silent without the lease. ``beat.sh`` names it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.lease: BaseDatabaseWrapper | None = None
        self.waited = False  # while another clock spoke
        super().__init__(*args, **kwargs)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Start one task that is due; return the seconds to wait."""
        if self.lease is not None and not _answers(self.lease):
            logger.warning("clock_lost")
            self._let_go()
        if self.lease is None and not self._take():
            return WAIT
        return min(float(super().tick(*args, **kwargs)), WAIT)

    def close(self) -> None:
        self._let_go()
        super().close()

    def _take(self) -> bool:
        lease = connections.create_connection("default")
        try:
            with lease.cursor() as cursor:
                cursor.execute(NOTICE_SILENCE)
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [LEASE])
                free = bool(cursor.fetchone()[0])
        except DatabaseError:
            lease.close()
            return False
        if not free:
            lease.close()
            self.waited = True
            return False
        self.lease = lease
        logger.info("clock_taken")
        if self.waited:
            self._go_on_from_another()
        return True

    def _go_on_from_another(self) -> None:
        since = self.app.now() - CATCH_UP
        for entry in self.schedule.values():
            entry.last_run_at = max(entry.last_run_at, since)
        self._heap, self.waited = None, False  # without a heap, the times are read anew

    def _let_go(self) -> None:
        lease, self.lease = self.lease, None
        if lease is not None:
            lease.close()


def _answers(lease: BaseDatabaseWrapper) -> bool:
    try:
        with lease.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True

"""The only way a use case reaches Celery, and what every task is made of."""

import logging
import time
from contextlib import nullcontext
from functools import partial
from typing import Any, Final

from celery import Task, current_app
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from structlog.contextvars import bind_contextvars, reset_contextvars

from .health import beat
from .request_ids import current_request_id, new_request_id
from .wall import as_city

logger = logging.getLogger(__name__)

# after a silent broker the next visitors of this process do not wait for it again; beat finds the rows meanwhile
SILENCE: Final = 10.0  # seconds
_silent_until = 0.0


class WatchedTask(Task):
    """Every task of ours (nara_renkei/celery.py). Its lines in the log bear its name and one id, and so do the rows it
    makes; each good end is a row, so that it can be said which job stopped. A run that failed leaves the old row.
    """

    abstract = True

    def before_start(self, *_: Any) -> None:
        self.request.bound = bind_contextvars(task=self.name, request_id=current_request_id() or new_request_id())

    def after_return(self, *_: Any) -> None:
        # not before: what Celery says of a failure belongs to the run too
        reset_contextvars(**self.request.bound)

    def on_success(self, *_: Any, **__: Any) -> None:
        try:
            beat(self.name, timezone.now())
        except DatabaseError:
            # the work is done and stored; the next run will say so
            logger.warning("heartbeat_missed", extra={"task": self.name})


def after_commit(task_name: str, **ids: Any) -> None:
    """Queue the named task once the surrounding transaction has committed; once, however often it is asked for.

    Only wakes the worker early: a beat tick finds the row when the queue is down or forgets.
    """
    task = current_app.tasks[task_name]  # KeyError here is a typo, found at once
    if not _is_asked_for(task, ids):
        transaction.on_commit(partial(_queue, task, ids), robust=True)


def _is_asked_for(task: Any, ids: dict[str, Any]) -> bool:
    """Return whether the same wake-up waits already, in a savepoint that can only fall together with ours."""
    ours = set(connection.savepoint_ids)
    return any(
        isinstance(waiting[1], partial)
        and waiting[1].func is _queue
        and waiting[1].args == (task, ids)
        and waiting[0] <= ours
        for waiting in connection.run_on_commit
    )


def _queue(task: Any, ids: dict[str, Any]) -> None:
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        # only tests run a task here and now; the worker has no wall
        with as_city("背景の仕事をその場で行う") if task.app.conf.task_always_eager else nullcontext():
            task.delay(**ids)
    except OperationalError:
        _silent_until = time.monotonic() + SILENCE
        logger.warning("queue_unreachable", extra={"task": task.name})

"""The only way a use case reaches Celery."""

import logging
import time
from contextlib import nullcontext
from functools import partial
from typing import Any, Final

from celery import current_app
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from .wall import as_city

logger = logging.getLogger(__name__)

# after a silent broker the next visitors of this process do not wait for it again; beat finds the rows meanwhile
SILENCE: Final = 10.0  # seconds
_silent_until = 0.0


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

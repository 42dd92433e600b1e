"""The only way a use case reaches Celery."""

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def after_commit(task_name: str, **ids: Any) -> None:
    """Queue the named task once the surrounding transaction has committed.

    Only wakes the worker early: a beat tick finds the row when the queue is down or forgets.
    """
    task = current_app.tasks[task_name]  # KeyError here is a typo, found at once
    transaction.on_commit(partial(_queue, task, ids), robust=True)


def _queue(task: Any, ids: dict[str, Any]) -> None:
    try:
        task.delay(**ids)
    except OperationalError:
        logger.warning("queue_unreachable", extra={"task": task.name})

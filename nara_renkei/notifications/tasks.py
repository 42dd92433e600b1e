"""The regular round of the post office."""

import logging
import time
from typing import Any

from celery import shared_task
from django.utils import timezone

from .delivery import PostOffice, Unreachable

logger = logging.getLogger(__name__)

# below the soft limit of a task, so that a run ends by itself
SECONDS = 60


@shared_task(name="notifications.drain_outbox")
def drain_outbox(**_: Any) -> None:
    """Deliver what is due. Without arguments: the rows say what is to be done, whoever woke this."""
    until = time.monotonic() + SECONDS
    with PostOffice() as office:
        try:
            while time.monotonic() < until and office.deliver_next(timezone.now()):
                pass
        except Unreachable:
            logger.warning("mail_server_unreachable")

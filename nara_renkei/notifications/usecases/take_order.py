"""A worker takes an order for many letters: a row with ``attempts``, ``next_try_at`` (None = over) and ``problem``."""

from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import QuerySet

# longer than the hard limit of a task: an order in hand after that has lost its worker
LEASE: Final = timedelta(seconds=180)
MAX_ATTEMPTS: Final = 3
GAVE_UP: Final = "3回試みましたが、用意できませんでした。デスクからシステム管理者に伝えてください。"

Order = TypeVar("Order", bound=Any)


@transaction.atomic
def take_order(due: "QuerySet[Order]", *, at: datetime) -> Order | None:
    """Return the next order for this worker; the attempt is counted before the work begins. Three are the end of it."""
    while order := due.select_for_update(skip_locked=True).first():
        if order.attempts < MAX_ATTEMPTS:
            order.attempts, order.next_try_at = order.attempts + 1, at + LEASE
            order.save(update_fields=["attempts", "next_try_at"])
            return order
        order.next_try_at, order.problem = None, GAVE_UP
        order.save(update_fields=["next_try_at", "problem"])
    return None

"""Rows that a migration rewrites, by turns: while it works, the previous release goes on writing the same table."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet


def in_batches(rows: "QuerySet[Any]", change: "Callable[[QuerySet[Any]], object]", *, size: int = 1000) -> int:
    """Change rows a batch at a time in the order of their keys, each in a transaction of its own; return how many.

    ``change`` gets a queryset of at most ``size`` rows, of which others may have changed some meanwhile. Begun again, it
    starts from the first row: ``rows`` should leave out what is done. For migrations with ``atomic = False``.
    """
    last, changed = None, 0
    ordered = rows.order_by("pk")
    while True:
        rest = ordered if last is None else ordered.filter(pk__gt=last)
        keys = list(rest.values_list("pk", flat=True)[:size])
        if not keys:
            return changed
        with transaction.atomic(using=rows.db):
            change(rows.model._base_manager.using(rows.db).filter(pk__in=keys))
        last, changed = keys[-1], changed + len(keys)

"""A table that somebody keeps in every round, for the care they need."""

from datetime import datetime

from django.db import transaction

from dialogue.models import Registration
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .change_registration import locked_registration


class CannotFixTable(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def fix_table(*, registration: Registration, table: int | None, by: Actor, at: datetime) -> Registration:
    """Fix the table, or free it with None; it counts when the desk solves the seats next. Raises CannotFixTable."""
    registration = locked_registration(registration.pk)
    if table is not None and not 1 <= table <= registration.event.tables:
        raise CannotFixTable(f"卓は1から{registration.event.tables}までです。")
    registration.fixed_table = table
    registration.save(update_fields=["fixed_table"])
    audit.record("registration.table", about=registration.key, by=by, at=at, table=table)
    return registration

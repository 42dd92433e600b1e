"""What the file of a staged order changes: looked at beforehand, or made so."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import OrderKind
from nara_renkei.accounts.models import PersonnelOrder
from nara_renkei.core.actors import Actor
from nara_renkei.directory.rules.tables import TableRefused

from .import_staff import TooManyLeavers, import_staff
from .reorganise_city import reorganise_city


class OrderRefused(Exception):
    """The file does not fit the directory. ``errors`` are sentences; str(exc) joins them by line."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Changes:
    differences: list[list[str]]  # [種類, 番号, 文]
    warnings: list[str]


@transaction.atomic
def bring_order(*, order: PersonnelOrder, by: Actor, at: datetime) -> Changes:
    """Make it so from 0:00 of its day on. Raises ``OrderRefused``; then nothing has changed."""
    data = bytes(order.data or b"")
    try:
        if order.kind == OrderKind.UNITS:
            units = reorganise_city(data=data, as_of=order.as_of, by=by, at=at)
            return Changes([[one.kind, one.code, one.text] for one in units.differences], units.warnings)
        staff = import_staff(data=data, as_of=order.as_of, by=by, at=at, allow_many_leavers=order.allow_many_leavers)
    except TableRefused as exc:
        raise OrderRefused(exc.errors) from exc
    except TooManyLeavers as exc:
        raise OrderRefused([str(exc)]) from exc
    return Changes([[one.kind, one.number, one.text] for one in staff.differences], staff.warnings)


@transaction.atomic
def rehearse_order(*, order: PersonnelOrder, by: Actor, at: datetime) -> Changes:
    """Return what it would change once the reforms planned before it are in force; nothing stays.

    Raises ``OrderRefused``.
    """
    if order.kind == OrderKind.STAFF:
        for reform in PersonnelOrder.objects.to_come_before(order):
            bring_order(order=reform, by=by, at=at)
    changes = bring_order(order=order, by=by, at=at)
    transaction.set_rollback(True)
    return changes

"""The day of a 内示: what was staged for it becomes posts and names, valid from its own day on."""

from datetime import date, datetime, timedelta

from django.db import transaction

from nara_renkei.accounts.enums import OrderState
from nara_renkei.accounts.models import PersonnelOrder
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record

from .bring_order import OrderRefused, bring_order
from .withdraw_order import forget

# A file that somebody looked at and left lying is forgotten.
FORGOTTEN_AFTER = timedelta(days=14)


@transaction.atomic
def announce_orders(*, on: date, by: Actor, at: datetime) -> list[PersonnelOrder]:
    """Bring in what is due and return it, units first. What no longer fits the directory is REFUSED with its errors."""
    due = list(PersonnelOrder.objects.due_on(on).select_for_update())
    for order in due:
        try:
            announce(order, by=by, at=at)
        except OrderRefused as exc:
            order.state, order.why, order.data, order.settled_at = OrderState.REFUSED, str(exc), None, at
            record("order.refused", about=f"order:{order.pk}", by=by, at=at)
        order.save()
    lying = PersonnelOrder.objects.filter(state=OrderState.CHECKED, staged_at__lt=at - FORGOTTEN_AFTER)
    for order in lying.select_for_update().in_order():
        forget(order, by=by, at=at)
    return due


def announce(order: PersonnelOrder, *, by: Actor, at: datetime) -> None:
    """Bring it in and drop its bytes; the caller saves. Raises ``OrderRefused``."""
    changes = bring_order(order=order, by=by, at=at)
    order.differences, order.warnings = changes.differences, changes.warnings
    order.state, order.data, order.settled_at = OrderState.ANNOUNCED, None, at
    record("order.announced", about=f"order:{order.pk}", by=by, at=at, differences=len(changes.differences))

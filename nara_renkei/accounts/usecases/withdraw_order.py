"""A staged file is taken back before its 内示, or put aside after it was refused. Nothing of it is kept."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import OrderState
from nara_renkei.accounts.models import PersonnelOrder
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record

from .bring_order import OrderRefused


@transaction.atomic
def withdraw_order(*, order: PersonnelOrder, by: Actor, at: datetime) -> PersonnelOrder:
    """Raises ``OrderRefused`` once it was announced."""
    locked = PersonnelOrder.objects.select_for_update().get(pk=order.pk)
    if locked.state == OrderState.ANNOUNCED:
        raise OrderRefused(
            [
                "内示が済んでいるため、取り下げられません。正しい表を、同じ効力の日で、内示の日を今日にして入れてください。"
            ]
        )
    if locked.state == OrderState.WITHDRAWN:
        raise OrderRefused(["もう取り下げています。画面を開き直してください。"])
    forget(locked, by=by, at=at)
    return locked


def forget(order: PersonnelOrder, *, by: Actor, at: datetime) -> None:
    """Drop the bytes and everything the file said."""
    order.state, order.data, order.why, order.settled_at = OrderState.WITHDRAWN, None, "", at
    order.differences, order.warnings = [], []
    order.save()
    record("order.withdrawn", about=f"order:{order.pk}", by=by, at=at)

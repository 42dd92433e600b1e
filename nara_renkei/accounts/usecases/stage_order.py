"""A checked file becomes the plan: it is brought in on the day of its 内示, at once when that has come."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.enums import OrderState
from nara_renkei.accounts.models import PersonnelOrder
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day

from .announce_orders import announce
from .bring_order import OrderRefused, rehearse_order


@transaction.atomic
def stage_order(*, order: PersonnelOrder, by: Actor, at: datetime) -> PersonnelOrder:
    """Look once more, then plan it. Raises ``OrderRefused``; then it stays as it was."""
    locked = PersonnelOrder.objects.select_for_update().get(pk=order.pk)
    if locked.state != OrderState.CHECKED:
        raise OrderRefused([f"この予定は、もう「{locked.get_state_display()}」です。画面を開き直してください。"])
    locked.state = OrderState.PLANNED
    if locked.announced_on <= local_day(at):
        announce(locked, by=by, at=at)
    else:
        changes = rehearse_order(order=locked, by=by, at=at)
        locked.differences, locked.warnings = changes.differences, changes.warnings
        record("order.planned", about=f"order:{locked.pk}", by=by, at=at, announced_on=locked.announced_on.isoformat())
    locked.save()
    return locked

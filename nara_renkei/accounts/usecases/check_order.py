"""A file of the personnel office is read and its differences are shown; nothing happens yet."""

import hashlib
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from nara_renkei.accounts.enums import OrderKind, OrderState
from nara_renkei.accounts.models import PersonnelOrder
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day, wareki

from .bring_order import OrderRefused, rehearse_order


@transaction.atomic
def check_order(
    *,
    kind: OrderKind,
    file_name: str,
    data: bytes,
    as_of: date,
    announced_on: date,
    by: Actor,
    at: datetime,
    allow_many_leavers: bool = False,
) -> PersonnelOrder:
    """Keep the file with its differences. Raises ``OrderRefused`` with every error; then nothing is kept."""
    order = PersonnelOrder(
        kind=kind,
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        as_of=as_of,
        announced_on=announced_on,
        allow_many_leavers=allow_many_leavers,
        staged_by=by.label,
        staged_at=at,
    )
    _refuse_days(order, local_day(at))
    changes = rehearse_order(order=order, by=by, at=at)
    order.differences, order.warnings = changes.differences, changes.warnings
    try:
        order.full_clean()
    except ValidationError as exc:
        raise OrderRefused(exc.messages) from exc
    order.save()
    record("order.checked", about=f"order:{order.pk}", by=by, at=at, kind=str(kind), as_of=as_of.isoformat())
    return order


def _refuse_days(order: PersonnelOrder, today: date) -> None:
    if order.announced_on > order.as_of:
        raise OrderRefused(["内示の日は、効力の始まる日までの日にしてください。"])
    # An earlier day's file knows nothing of who was announced for later: it would take them away again.
    later = (
        PersonnelOrder.objects.filter(state=OrderState.ANNOUNCED, kind=order.kind, as_of__gt=max(order.as_of, today))
        .in_order()
        .first()
    )
    if later:
        raise OrderRefused(
            [
                f"{wareki(later.as_of)}の内示が済んでいます。効力の始まる日は、{wareki(later.as_of)}から後にしてください。"
            ]
        )

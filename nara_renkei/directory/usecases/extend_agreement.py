"""Both sides agreed on a later end, by a 覚書 or the like."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.enums import RenewalKind
from nara_renkei.directory.models import Agreement

from .settle_agreement import CannotAct, add_renewal, held, settle_agreement


@transaction.atomic
def extend_agreement(
    *, agreement: Agreement, agreed_on: date, ends_on: date, note: str, by: Actor, at: datetime
) -> Agreement:
    """Move the end. An earlier 申出 falls away with it. Raises ``CannotAct``."""
    agreement = held(agreement)
    if agreement.ends_on is None:
        raise CannotAct("期間の定めがない協定です。延長は要りません。")
    if ends_on <= agreement.ends_on:
        raise CannotAct("新しい終わりは、いまの終わりより後の日にしてください。")
    if agreed_on > agreement.ends_on or agreed_on > local_day(at):
        raise CannotAct(
            "合意した日は、今日までで、いまの終わりより前の日にしてください。終わった協定は、新しい協定として登録します。"
        )
    add_renewal(agreement, RenewalKind.AGREED, ends_on, at=at, recorded_by=by.label, note=note)
    agreement.declined_on, agreement.declined_by = None, ""
    record("agreement.extended", about=f"agreement:{agreement.pk}", by=by, at=at)
    return settle_agreement(agreement=agreement, on=local_day(at))

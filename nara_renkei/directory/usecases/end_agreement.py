"""解約: it ends before its term."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Agreement
from nara_renkei.directory.rules.agreements import is_in_force

from .settle_agreement import CannotAct, held, settle_agreement


@transaction.atomic
def end_agreement(*, agreement: Agreement, ended_on: date, why: str, by: Actor, at: datetime) -> Agreement:
    """Keep the last day, which may be to come, and the reason, which the 団体 reads. Raises ``CannotAct``."""
    agreement = held(agreement)
    if not is_in_force(agreement.term, ended_on):
        raise CannotAct("解約の日は、協定が有効な期間の中の日にしてください。")
    agreement.ended_on, agreement.ended_why = ended_on, why
    record("agreement.ended", about=f"agreement:{agreement.pk}", by=by, at=at)
    return settle_agreement(agreement=agreement, on=local_day(at))

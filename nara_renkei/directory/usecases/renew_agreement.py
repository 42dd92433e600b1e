"""「このまま更新する」: somebody decided before the 申出期限 that nothing will be said."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.enums import RenewalKind
from nara_renkei.directory.models import Agreement
from nara_renkei.directory.rules.agreements import is_in_force, next_end

from .settle_agreement import CannotAct, add_renewal, held, settle_agreement


@transaction.atomic
def renew_agreement(*, agreement: Agreement, note: str, by: Actor, at: datetime) -> Agreement:
    """Record the next term of the clause now. Raises ``CannotAct``; a second press for the same term is refused."""
    agreement, today = held(agreement), local_day(at)
    if agreement.ends_on is None or agreement.renews_years is None:
        raise CannotAct("自動更新の定めがない協定です。続けるときは「延長を記録」を使ってください。")
    if agreement.declined_on is not None or not is_in_force(agreement.term, today):
        raise CannotAct("更新しない申出があったか、有効でない協定です。更新できません。")
    latest = agreement.renewals.order_by("-previous_end").first()
    if latest and latest.previous_end >= today:
        raise CannotAct("次の期間の更新は、もう記録されています。")
    add_renewal(
        agreement,
        RenewalKind.AUTOMATIC,
        next_end(agreement.ends_on, agreement.renews_years),
        at=at,
        recorded_by=by.label,
        note=note,
    )
    record("agreement.renewed", about=f"agreement:{agreement.pk}", by=by, at=at)
    return settle_agreement(agreement=agreement, on=today)

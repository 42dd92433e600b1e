"""One side said in time that the term is the last."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.directory.enums import RenewalKind, Side
from nara_renkei.directory.models import Agreement
from nara_renkei.directory.rules.agreements import deadline_of

from .settle_agreement import CannotAct, held, settle_agreement


@transaction.atomic
def decline_renewal(*, agreement: Agreement, declined_on: date, side: Side, by: Actor, at: datetime) -> Agreement:
    """Keep the 申出. Recorded late, it takes back the renewals that it was in time for. Raises ``CannotAct``."""
    agreement = held(agreement)
    if agreement.renews_years is None:
        raise CannotAct("自動更新の定めがない協定です。申出がなくても、終わりの日に満了します。")
    if agreement.declined_on is not None:
        raise CannotAct("更新しない申出は、もう記録されています。")
    if declined_on > local_day(at):
        raise CannotAct("申出の日は、今日までの日にしてください。")
    _take_back(agreement, declined_on)
    deadline = deadline_of(agreement.term)
    if deadline and declined_on > deadline:
        raise CannotAct(
            f"申出期限（{wareki(deadline)}）を過ぎた申出です。次の期間は更新されます。"
            "合意して早く終えるときは「解約を記録」を使ってください。"
        )
    agreement.declined_on, agreement.declined_by = declined_on, side
    record("agreement.declined", about=f"agreement:{agreement.pk}", by=by, at=at)
    return settle_agreement(agreement=agreement, on=local_day(at))


def _take_back(agreement: Agreement, declined_on: date) -> None:
    """Delete the renewals under the clause that would not have come about."""
    for renewal in agreement.renewals.filter(previous_end__gte=declined_on).order_by("-previous_end"):
        if renewal.kind != RenewalKind.AUTOMATIC:
            return
        before = replace(agreement.term, ends_on=renewal.previous_end)
        if declined_on > (deadline_of(before) or declined_on):
            return
        renewal.delete()
        agreement.ends_on = renewal.previous_end
        agreement.renewals_count -= 1

"""廃棄リスト is made: what is over today, and not on another list. Nothing is wiped by it."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from proposals.enums import Status
from screening.models import DisposalLine, DisposalList, RetentionClass
from screening.queries.retention import over
from screening.rules.retention import KIND_OF, ends_on, list_number

LONGEST = 500  # lines of one list; the next list takes what is left


class CannotPrepare(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def prepare_disposal(*, by: Actor, at: datetime) -> DisposalList:
    """Make a list of the oldest LONGEST proposals whose years are over, by the rows that the city has confirmed.

    Raises CannotPrepare when no row is confirmed, or when nothing is over.
    """
    # the lock of the numbers, and against two lists of the same proposals
    rows = list(RetentionClass.objects.select_for_update().order_by("pk"))
    confirmed = [row for row in rows if row.is_confirmed]
    if not any(row.kind in KIND_OF.values() for row in confirmed):
        raise CannotPrepare(
            "保存年限が、まだどれも確かめられていません。「保存年限」の表を市の規程と照らして、確かめてください。"
        )
    today = local_day(at)
    proposals = list(over(today, confirmed)[:LONGEST])
    if not proposals:
        raise CannotPrepare("保存年限が終わった提案は、いまありません。")
    numbers = DisposalList.objects.order_by("pk").values_list("number", flat=True)
    disposal = DisposalList.objects.create(
        number=list_number(FiscalYear.of(today), numbers), made_at=at, made_by=by.label
    )
    by_kind = {row.kind: row for row in confirmed}
    lines = []
    for position, proposal in enumerate(proposals, start=1):
        row = by_kind[KIND_OF[Status(proposal.status)]]
        done = local_day(proposal.status_changed_at)
        lines.append(
            DisposalLine(
                disposal=disposal,
                position=position,
                proposal=proposal,
                number=str(proposal.number),
                retention=row,
                years=row.years,
                completed_on=done,
                ends_on=ends_on(done, row.years),
                division=str(proposal.lead_division or ""),
            )
        )
    DisposalLine.objects.bulk_create(lines)
    audit.record("disposal.prepare", about=disposal.key, by=by, at=at, lines=len(lines))
    return disposal


def prepare_yearly(*, by: Actor, at: datetime) -> DisposalList | None:
    """Make the list of April by itself; None when there is nothing to list. Runs any number of times."""
    try:
        return prepare_disposal(by=by, at=at)
    except CannotPrepare:
        return None

"""廃棄リスト is made: what is over today, and not on another list. Nothing is wiped by it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from proposals.enums import Status
from proposals.models import Proposal
from screening.models import DisposalLine, DisposalList, RetentionClass
from screening.queries.records import listed_kinds, over_records
from screening.queries.retention import over
from screening.rules.retention import KIND_OF, ends_on, list_number

LONGEST = 500  # lines of one list; the next list takes what is left


class CannotPrepare(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def prepare_disposal(*, by: Actor, at: datetime) -> DisposalList:
    """Make a list of the oldest LONGEST records whose years are over, by the rows that the city has confirmed.

    Raises CannotPrepare when no row is confirmed, or when nothing is over.
    """
    # the lock of the numbers, and against two lists of the same records
    rows = list(RetentionClass.objects.select_for_update().order_by("pk"))
    confirmed = [row for row in rows if row.is_confirmed]
    if not any(row.kind in listed_kinds() for row in confirmed):
        raise CannotPrepare(
            "保存年限が、まだどれも確かめられていません。「保存年限」の表を市の規程と照らして、確かめてください。"
        )
    today = local_day(at)
    due = [*(_of_proposal(one, confirmed) for one in over(today, confirmed)[:LONGEST]), *_of_others(today, confirmed)]
    if not due:
        raise CannotPrepare("保存年限が終わった文書は、いまありません。")
    numbers = DisposalList.objects.order_by("pk").values_list("number", flat=True)
    disposal = DisposalList.objects.create(
        number=list_number(FiscalYear.of(today), numbers), made_at=at, made_by=by.label
    )
    lines = sorted(due, key=lambda line: line.completed_on)[:LONGEST]
    for position, line in enumerate(lines, start=1):
        line.disposal, line.position = disposal, position
    DisposalLine.objects.bulk_create(lines)
    audit.record("disposal.prepare", about=disposal.key, by=by, at=at, lines=len(lines))
    return disposal


def _of_proposal(proposal: Proposal, confirmed: Iterable[RetentionClass]) -> DisposalLine:
    kind = KIND_OF[Status(proposal.status)]
    row = next(row for row in confirmed if row.kind == kind)
    division = str(proposal.lead_division or "")
    line = _line(row, local_day(proposal.status_changed_at), str(proposal.number), division=division)
    line.proposal = proposal
    return line


def _of_others(today: date, confirmed: Iterable[RetentionClass]) -> Iterator[DisposalLine]:
    for kept, row, one in over_records(today, confirmed):
        line = _line(row, one.completed_on, kept.number(one))
        line.record = one.key
        yield line


def _line(row: RetentionClass, done: date, number: str, division: str = "") -> DisposalLine:
    return DisposalLine(
        retention=row,
        years=row.years,
        completed_on=done,
        ends_on=ends_on(done, row.years),
        number=number,
        division=division,
    )


def prepare_yearly(*, by: Actor, at: datetime) -> DisposalList | None:
    """Make the list of April by itself; None when there is nothing to list. Runs any number of times."""
    try:
        return prepare_disposal(by=by, at=at)
    except CannotPrepare:
        return None

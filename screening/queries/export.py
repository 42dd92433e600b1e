"""The queue as a table: the columns of the list, and the dates."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import parse_qsl

from django.db.models import Max

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.models import PaperJob
from nara_renkei.core.sheets import Sheet, csv_sheet, xlsx_sheet
from proposals.models import Promise, Proposal
from screening.enums import SheetFormat
from screening.models import SavedFilter
from screening.rules.papers import QUEUE

from .choosing import chosen_ids
from .desk import DeskFacts, desk_facts

HEAD: Final = (
    "要対応",
    "提案番号",
    "提案名",
    "団体",
    "型",
    "状態",
    "担当課",
    "期限",
    "残り",
    "提案者に知らせた期日",
    "提出日",
    "状態が変わった日",
    "最終の動き",
)
BATCH: Final = 500
MAKERS: Final = {SheetFormat.CSV: csv_sheet, SheetFormat.XLSX: xlsx_sheet}


def queue_sheet(query: str, sheet_format: str, *, user: User, on: date) -> Sheet:
    """Return the table of all that is filtered and this person may see, however long. Five queries for 500 rows."""
    return sheet_of(chosen_ids(dict(parse_qsl(query)), user, on), sheet_format, user=user, on=on)


def sheet_of(ids: Sequence[int], sheet_format: str, *, user: User, on: date) -> Sheet:
    """Return the table of these proposals in their order."""
    return MAKERS[SheetFormat(sheet_format)](f"提案一覧_{on.isoformat()}", HEAD, _rows(ids, user, on))


def saved_filters(user: User) -> list[SavedFilter]:
    return list(SavedFilter.objects.of(user).in_order())


def queue_papers(user: User) -> Any:
    """Return the long lists this person asked for; nobody else opens them."""
    return PaperJob.objects.filter(kind=QUEUE, requested_by_key=f"user:{user.pk}").select_related("file")


def _rows(ids: Sequence[int], user: User, on: date) -> Iterator[list[str]]:
    closed = closed_days(on)
    columns = ("number", "title", "kind", "status", "submitted_at", "status_changed_at", "updated_at")
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        rows = Proposal.objects.visible_to(user, on).select_related("organization")
        found = rows.only(*columns, "organization__name").in_bulk(part)
        facts = desk_facts(part, on, closed)
        open_promises = Promise.objects.open().filter(proposal__in=part)
        told = dict(open_promises.values_list("proposal").annotate(told=Max("told_on")))
        yield from (_row(found[pk], facts[pk], told.get(pk)) for pk in part if pk in found)


def _row(proposal: Proposal, facts: DeskFacts, told_on: date | None) -> list[str]:
    return [
        "、".join(need.value for need in facts.needs),
        proposal.number or "",
        proposal.title,
        str(proposal.organization or ""),
        proposal.get_kind_display(),
        proposal.get_status_display(),
        facts.lead,
        facts.due_on.isoformat() if facts.due_on else "",
        facts.days_words,
        told_on.isoformat() if told_on else "",
        _day(proposal.submitted_at),
        _day(proposal.status_changed_at),
        _day(proposal.updated_at),
    ]


def _day(at: datetime | None) -> str:
    return local_day(at).isoformat() if at else ""

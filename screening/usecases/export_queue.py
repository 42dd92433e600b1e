"""The filtered queue leaves the portal: at once, or as a paper when it is long."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from nara_renkei.core.sheets import Sheet
from screening.enums import SheetFormat
from screening.models import QueueExport
from screening.queries import COUNTED_TO, chosen_ids, sheet_of
from screening.rules.papers import QUEUE

from .keep_filter import LONGEST, query_of


class CannotExport(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def export_queue(
    *, params: Mapping[str, str], sheet_format: str, user: User, by: Actor, at: datetime
) -> Sheet | PaperJob:
    """Return the table of up to COUNTED_TO proposals, or the paper that a longer one becomes. Raises CannotExport."""
    if sheet_format not in SheetFormat.values:
        raise CannotExport("CSVかExcelかを選んでください。")
    query, on = query_of(params), local_day(at)
    if len(query) > LONGEST:
        raise CannotExport("探す言葉が長すぎます。短くしてください。")
    ids = chosen_ids(params, user, on, at_most=COUNTED_TO + 1)
    if not ids:
        raise CannotExport("書き出す提案がありません。絞り込みを変えてください。")
    if len(ids) <= COUNTED_TO:
        audit.record("queue.export", about="queue", by=by, at=at, count=len(ids), format=sheet_format)
        return sheet_of(ids, sheet_format, user=user, on=on)
    export = QueueExport.objects.create(owner=user, query=query, sheet_format=sheet_format, asked_at=at)
    title = f"提案一覧 {on.isoformat()}（{SheetFormat(sheet_format).label}）"
    return order_paper(kind=QUEUE, about=str(export.uuid), title=title, by=by, at=at)

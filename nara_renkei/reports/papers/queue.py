"""提案一覧: a filtered queue too long to be made while somebody waits."""

from datetime import datetime

from nara_renkei.core.calendar import local_day
from nara_renkei.core.sheets import Sheet
from nara_renkei.reports.rendering import CannotRender
from screening.models import QueueExport
from screening.queries import queue_sheet
from screening.rules.papers import QUEUE


def build(about: str, *, at: datetime) -> Sheet:
    """Return the table as its owner may see it now. Raises CannotRender for an export that is none."""
    export = QueueExport.objects.select_related("owner").filter(uuid=about).first()
    if export is None:
        raise CannotRender("もとの絞り込みが見つかりません。")
    return queue_sheet(export.query, export.sheet_format, user=export.owner, on=local_day(at))


BUILDERS = {QUEUE: build}

"""The desk's list of 企業メニュー leaves the portal: the audit says who took how many."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.models import Menu
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.sheets import Sheet, csv_sheet, xlsx_sheet

HEAD: Final = (
    "コード",
    "状態",
    "団体",
    "題",
    "分野",
    "紹介する内容",
    "市に求めること",
    "市の費用",
    "スライド",
    "窓口の方",
    "窓口のメール",
    "窓口の電話",
    "見直しの期限",
    "もとになったもの",
    "出した日",
    "最後に変わった日",
)
MAKERS: Final = {"csv": csv_sheet, "xlsx": xlsx_sheet}


class CannotExport(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def export_menus(*, menus: Iterable[Menu], sheet_format: str, by: Actor, at: datetime) -> Sheet:
    """Return the table of menus, each with its 団体 and slide. Raises CannotExport."""
    make = MAKERS.get(sheet_format)
    if make is None:
        raise CannotExport("CSVかExcelかを選んでください。")
    rows = [_row(menu) for menu in menus]
    if not rows:
        raise CannotExport("書き出す企業メニューがありません。絞り込みを変えてください。")
    audit.record("menu.export", about="menus", by=by, at=at, count=len(rows), format=sheet_format)
    return make("企業メニュー", HEAD, rows)


def _row(menu: Menu) -> list[str]:
    return [
        menu.code,
        menu.get_state_display(),
        menu.body.name,
        menu.title,
        menu.field,
        menu.offer,
        menu.needs,
        menu.get_cost_display(),
        menu.slide.original_name if menu.slide else "",
        menu.contact_name,
        menu.contact_email,
        menu.contact_phone,
        menu.review_by.isoformat() if menu.review_by else "",
        menu.source,
        local_day(menu.offered_at).isoformat(),
        local_day(menu.updated_at).isoformat(),
    ]

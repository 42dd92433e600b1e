"""The desk's table of every 団体 leaves the portal: the audit says who took it."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.sheets import Cell, Sheet, xlsx_sheet
from nara_renkei.portal.queries.organization_records import SheetLine, sheet_lines

HEAD: Final = (
    "名称", "カナ", "種類", "法人番号", "所在地", "デスクの確認", "前の名称", "協定", "協定の次の期限",
    "提案", "うち検討中", "うち進める・実施・完了", "うち見送り", "最後の提案",
    "事前相談", "応接記録", "ダイアログの出会い", "企業メニュー", "事例",
)  # fmt: skip


@transaction.atomic
def export_records(*, reader: User, by: Actor, at: datetime) -> Sheet:
    """Return an XLSX of every 団体 the reader may look up, with counts. The caller has authorised it."""
    today = local_day(at)
    lines = sheet_lines(reader, today)
    audit.record("organization.export", about="organizations:all", by=by, at=at, count=len(lines))
    return xlsx_sheet(f"団体の一覧_{today:%Y%m%d}", HEAD, [_row(one) for one in lines])


def _row(one: SheetLine) -> list[Cell]:
    line, organization = one.line, one.line.organization
    return [
        organization.name,
        organization.kana,
        organization.get_kind_display(),
        organization.corporate_number,
        organization.address,
        "確認済み" if organization.is_confirmed else "未確認",
        "、".join(line.former),
        line.agreement,
        _day(line.agreement_on),
        line.proposals,
        one.open,
        one.realised,
        one.declined,
        _day(one.last_on),
        one.consultations,
        one.contacts,
        line.encounters,
        one.menus,
        one.cases,
    ]


def _day(day: date | None) -> Cell:
    return day or ""

"""The 台帳 of agreements as CSV or Excel: what is filtered, in the order of the list."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from nara_renkei.core.sheets import Sheet, csv_sheet, xlsx_sheet
from nara_renkei.directory.models import Agreement, AgreementRecord
from nara_renkei.directory.rules.agreements import deadline_of, state_of

NAME: Final = "包括連携協定の台帳"
HEAD: Final = (
    "団体", "ほかの当事者", "名称", "分野", "状態", "担当課", "決裁日", "文書番号", "締結日", "締結方法", "原本の保管",
    "始まり", "いまの期間の終わり", "自動更新", "申出期限", "次に決める期限", "更新の回数", "更新しない申出の日", "申し出た側",
    "解約の日", "解約の理由", "報道発表の日", "報道発表のURL", "公開", "市の担当", "団体の担当者", "団体の部署", "団体の電話",
    "団体のメール", "連絡先を確かめた日", "備考",
)  # fmt: skip


def agreement_sheet(rows: Iterable[Agreement], sheet_format: str, today: date) -> Sheet:
    """Return the file: "xlsx", or CSV for anything else. ``rows`` come with 団体, 課 and record."""
    cells = [_cells(row, today) for row in rows]
    return xlsx_sheet(NAME, HEAD, cells) if sheet_format == "xlsx" else csv_sheet(NAME, HEAD, cells)


def _cells(row: Agreement, today: date) -> tuple[str, ...]:
    kept = getattr(row, "record", None) or AgreementRecord()
    return (
        row.organization.name, row.other_parties, row.title, row.fields, str(state_of(row.term, today).label),
        row.division.name if row.division else "", _day(kept.decided_on), kept.document_number, _day(row.signed_on),
        row.get_signing_display(), kept.original_at, _day(row.starts_on), _day(row.ends_on), row.renewal_words,
        _day(deadline_of(row.term)), _day(row.act_by), str(row.renewals_count), _day(row.declined_on),
        row.get_declined_by_display(), _day(row.ended_on), row.ended_why, _day(row.pressed_on), row.press_url,
        "公開" if row.is_public else "", kept.city_contact, kept.partner_name, kept.partner_section, kept.partner_phone,
        kept.partner_email, _day(kept.partner_confirmed_on), kept.notes,
    )  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""

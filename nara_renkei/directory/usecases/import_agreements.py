"""Take the 台帳 of signed agreements (XLSX) over from the desk's own list. What is known stays as it is."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.enums import NoticeUnit, SigningMethod
from nara_renkei.directory.models import Agreement, AgreementRecord, Division, Organization
from nara_renkei.directory.queries import divisions_on
from nara_renkei.directory.rules.tables import Row, TableRefused
from nara_renkei.directory.rules.workbooks import read_any_date, read_corporate_number, read_workbook

from .settle_agreement import settle_agreement

REQUIRED: Final = ("団体名", "名称", "締結日", "始まり")
DAYS: Final = {"締結日": "signed_on", "始まり": "starts_on", "終わり": "ends_on", "報道発表の日": "pressed_on"}
RECORD_DAYS: Final = {"決裁日": "decided_on", "連絡先を確かめた日": "partner_confirmed_on"}
WORDS: Final = {"名称": "title", "分野": "fields", "ほかの当事者": "other_parties", "報道発表のURL": "press_url"}
RECORD_WORDS: Final = {
    "文書番号": "document_number",
    "原本の保管": "original_at",
    "市の担当": "city_contact",
    "団体の担当者": "partner_name",
    "団体の部署": "partner_section",
    "団体の電話": "partner_phone",
    "団体のメール": "partner_email",
    "備考": "notes",
}
OTHERS: Final = ("法人番号", "担当課", "締結方法", "自動更新の年数", "申出期限", "公開")
OPTIONAL: Final = tuple(name for name in (*DAYS, *RECORD_DAYS, *WORDS, *RECORD_WORDS, *OTHERS) if name not in REQUIRED)
NOTICE: Final = re.compile(r"(?:満了の)?(\d{1,3})\s*(か月|ヶ月|カ月|ヵ月|箇月|日)前(?:まで)?")


@dataclass(slots=True)
class ImportedAgreements:
    new: int = 0
    known: int = 0


class RowRefused(Exception):
    """str(exc) names the column."""


@transaction.atomic
def import_agreements(*, file: IO[bytes], by: Actor, at: datetime, dry_run: bool = False) -> ImportedAgreements:
    """Return how many were new and how many known, by 団体, 名称 and 締結日.

    Raises ``TableRefused`` with every error and its row; then, as with ``dry_run``, nothing has changed.
    """
    errors: list[str] = []
    result, today = ImportedAgreements(), local_day(at)
    divisions = {division.name: division for division in divisions_on(today)}
    for row in read_workbook(file, required=REQUIRED, optional=OPTIONAL, errors=errors):
        try:
            if _keep(row, divisions, today):
                result.new += 1
            else:
                result.known += 1
        except RowRefused as exc:
            errors.append(f"{row.line}行目 {exc}")
    if not (errors or result.new or result.known):
        errors.append("データの行がありません。")
    if errors:
        raise TableRefused(errors)
    record("agreements.imported", about="directory", by=by, at=at, new=result.new, known=result.known)
    if dry_run:
        transaction.set_rollback(True)
    return result


def _keep(row: Row, divisions: dict[str, Division], today: date) -> bool:
    """Return whether the row was new."""
    organization = _organization(row)
    agreement = Agreement(
        organization=organization,
        division=_one_of(row, "担当課", divisions),
        signing=_one_of(row, "締結方法", {str(label): value for value, label in SigningMethod.choices}) or "",
        is_public=row["公開"] in {"公開", "はい", "○"},
        **{field: row[name] for name, field in WORDS.items()},
        **_days(row, DAYS),
        **_clause(row),
    )
    same = Agreement.objects.filter(organization=organization, title=agreement.title, signed_on=agreement.signed_on)
    if same.exists():
        return False
    _check(agreement)
    settle_agreement(agreement=agreement, on=today)
    kept = AgreementRecord(
        agreement=agreement, **{field: row[name] for name, field in RECORD_WORDS.items()}, **_days(row, RECORD_DAYS)
    )
    _check(kept)
    kept.save()
    return True


def _organization(row: Row) -> Organization:
    number = read_corporate_number(row["法人番号"])
    if number is None:
        raise RowRefused("法人番号: 13桁の番号ではないか、数字に誤りがあります。")
    known = {"corporate_number": number} if number else {"name": row["団体名"]}
    found = Organization.objects.current().filter(**known).order_by("confirmed_at", "pk").first()
    if found is None:
        raise RowRefused("団体名: 登録されていません。先に団体を登録するか、団体の一覧を取り込んでください。")
    return found


def _days(row: Row, names: dict[str, str]) -> dict[str, date | None]:
    days = {}
    for name, field in names.items():
        days[field] = read_any_date(row[name]) if row[name] else None
        if days[field] is None and (row[name] or name in REQUIRED):
            raise RowRefused(f"{name}: 日にちを 2026/6/12 のように入れてください。")
    return days


def _clause(row: Row) -> dict[str, Any]:
    years, notice = (unicodedata.normalize("NFKC", row[name]) for name in ("自動更新の年数", "申出期限"))
    if not years and not notice:
        return {}
    found = NOTICE.fullmatch(notice)
    if not re.fullmatch(r"[1-9]\d?", years) or found is None:
        raise RowRefused(
            "自動更新の年数・申出期限: 「1」と「3か月前」（または「30日前」）のように、両方入れてください。"
        )
    unit = NoticeUnit.DAYS if found[2] == "日" else NoticeUnit.MONTHS
    return {"renews_years": int(years), "notice_count": int(found[1]), "notice_unit": unit}


def _one_of(row: Row, name: str, known: dict[str, Any]) -> Any:
    if row[name] and row[name] not in known:
        raise RowRefused(f"{name}: 「{row[name]}」は、いまありません。")
    return known.get(row[name])


def _check(made: Agreement | AgreementRecord) -> None:
    """Ask the models and the database's rules, in their own words."""
    try:
        made.full_clean()
    except ValidationError as exc:
        names = {field.name: str(field.verbose_name) for field in made._meta.fields}
        found = ((names.get(key, ""), words) for key, words in exc.message_dict.items())
        raise RowRefused("、".join(f"{name}: {''.join(words)}".lstrip(": ") for name, words in found)) from exc

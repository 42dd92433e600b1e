"""Register the 団体 of a list (XLSX) that nobody has registered yet. What is known stays as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.directory.models import WITHOUT_NUMBER, Organization, OrganizationKind
from nara_renkei.directory.rules.tables import Row, TableRefused
from nara_renkei.directory.rules.workbooks import read_corporate_number, read_workbook

from .register_organization import CannotRegister, register_organization

REQUIRED: Final = ("名称", "所在地", "代表者職氏名")
OPTIONAL: Final = ("法人番号", "団体の種類", "カナ", "郵便番号", "設立", "ウェブサイト")
KINDS: Final = {str(kind.label): kind for kind in OrganizationKind}


@dataclass(slots=True)
class ImportedRows:
    new: int = 0
    known: int = 0


def import_organizations(*, file: IO[bytes], by: Actor, at: datetime, dry_run: bool = False) -> ImportedRows:
    """Return how many were new and how many known, by 法人番号, else by 名称 and 所在地.

    Raises ``TableRefused`` with every error and its row; then, as with ``dry_run``, nothing has changed.
    """
    errors: list[str] = []
    result, lines = ImportedRows(), dict[str, int]()
    with transaction.atomic():
        for row in read_workbook(file, required=REQUIRED, optional=OPTIONAL, errors=errors):
            number = read_corporate_number(row["法人番号"])
            if number is None:
                errors.append(f"{row.line}行目 法人番号: 13桁の番号ではないか、数字に誤りがあります。")
                continue
            key = number or f"{row['名称']}\n{row['所在地']}"
            if key in lines:
                errors.append(f"{row.line}行目 {'法人番号' if number else '名称'}: {lines[key]}行目と同じです。")
                continue
            lines[key] = row.line
            if _is_known(row, number):
                result.known += 1
                continue
            try:
                _register(row, number, by, at)
            except CannotRegister as exc:
                errors.append(f"{row.line}行目 {row['名称'] or '名称'}: {exc}")
            else:
                result.new += 1
        if errors:
            raise TableRefused(errors)
        if not lines:
            raise TableRefused(["データの行がありません。"])
        record("organizations.imported", about="directory", by=by, at=at, new=result.new, known=result.known)
        if dry_run:
            transaction.set_rollback(True)
    return result


def _is_known(row: Row, number: str) -> bool:
    known = {"corporate_number": number} if number else {"name": row["名称"], "address": row["所在地"]}
    return Organization.objects.current().filter(**known).exists()


def _register(row: Row, number: str, by: Actor, at: datetime) -> None:
    kind = KINDS.get(row["団体の種類"])
    if row["団体の種類"] and kind is None:
        raise CannotRegister(f"団体の種類は、{'・'.join(KINDS)}のどれかにしてください。")
    if kind is None:
        kind = OrganizationKind.COMPANY if number else OrganizationKind.GROUP
    if number and kind in WITHOUT_NUMBER:
        raise CannotRegister("個人事業主と任意団体は、法人番号を空にしてください。")
    register_organization(
        kind=kind,
        corporate_number=number,
        name=row["名称"],
        kana=row["カナ"],
        postal_code=row["郵便番号"],
        address=row["所在地"],
        representative=row["代表者職氏名"],
        established=row["設立"],
        url=row["ウェブサイト"],
        by=by,
        at=at,
    )
